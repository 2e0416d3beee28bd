-- The older notation: a window as a function in GROUP BY, and its bounds by functions of their own.
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
SELECT
  TUMBLE_START(ordered, INTERVAL '1' MINUTE),
  TUMBLE_END(ordered, INTERVAL '1' MINUTE),
  COUNT(*),
  SUM(totalCents)
FROM orders
GROUP BY TUMBLE(ordered, INTERVAL '1' MINUTE);
