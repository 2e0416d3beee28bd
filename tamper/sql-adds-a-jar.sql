-- exercise: 04/05
-- Has Flink load a jar, with whatever it holds.
-- says: is no statement that may be executed here
-- tier: full
ADD JAR '/tmp/tampered.jar';
