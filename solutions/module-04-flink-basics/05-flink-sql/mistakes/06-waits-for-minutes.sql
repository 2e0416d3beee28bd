-- caught-by: SQL-02
-- You hold the watermark back by five minutes: right results, and everybody waits for them.
CREATE TABLE orders (
  orderId STRING,
  totalCents BIGINT,
  occurredAt BIGINT,
  ordered AS TO_TIMESTAMP_LTZ(occurredAt, 3),
  WATERMARK FOR ordered AS ordered - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = '${orders}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.fetch.max.wait.ms' = '20',
  'scan.startup.mode' = 'earliest-offset',
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
