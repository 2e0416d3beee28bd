-- caught-by: SQL-01
-- You start at the latest offsets: what was there before the job is never read.
CREATE TABLE orders (
  orderId STRING,
  totalCents BIGINT,
  occurredAt BIGINT,
  ordered AS TO_TIMESTAMP_LTZ(occurredAt, 3),
  WATERMARK FOR ordered AS ordered - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${orders}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.fetch.max.wait.ms' = '20',
  'scan.startup.mode' = 'latest-offset',
  'scan.bounded.mode' = '${bounded}',
  'format' = 'json'
);

CREATE TABLE revenue (
  window_start TIMESTAMP(3),
  window_end TIMESTAMP(3),
  orders BIGINT,
  total_cents BIGINT
) WITH (
  'connector' = 'kafka',
  'topic' = '${revenue}',
  'properties.bootstrap.servers' = '${brokers}',
  'format' = 'json'
);

INSERT INTO revenue
SELECT window_start, window_end, COUNT(*), SUM(totalCents)
FROM TUMBLE(TABLE orders, DESCRIPTOR(ordered), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end;
