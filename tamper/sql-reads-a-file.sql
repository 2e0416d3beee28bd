-- exercise: 04/05
-- Reads the teacher's files as a table, into the topic of results.
-- says: is not to be had
-- tier: full
CREATE TABLE files (line STRING) WITH ('connector' = 'filesystem', 'path' = '/etc/passwd', 'format' = 'raw');
CREATE TABLE results (line STRING) WITH (
  'connector' = 'kafka',
  'topic' = '${revenue}',
  'properties.bootstrap.servers' = '${brokers}',
  'format' = 'json'
);
INSERT INTO results SELECT line FROM files;
