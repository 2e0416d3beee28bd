-- exercise: 04/05
-- Asks for a hundred thousand subtasks, each of which the JobManager would have to hold.
-- says: 'parallelism.default' = '32768' is not to be had here
-- tier: full
SET 'parallelism.default' = '32768';
SET 'table.exec.resource.default-parallelism' = '32768';
CREATE TABLE a (k BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE nowhere (k BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO nowhere
SELECT k, COUNT(*) FROM (SELECT k FROM a UNION ALL SELECT k + 1 FROM a UNION ALL SELECT k + 2 FROM a) GROUP BY k;
