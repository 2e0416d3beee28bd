-- caught-by: SQL-01
-- You write a result that is corrected with every order, into a table with a key that takes corrections: the topic has one record an order.
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
  total_cents BIGINT,
  PRIMARY KEY (window_start) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = '${revenue}',
  'properties.bootstrap.servers' = '${brokers}',
  'key.format' = 'json',
  'value.format' = 'json'
);

INSERT INTO revenue
SELECT window_start, MAX(window_end), COUNT(*), SUM(totalCents)
FROM TUMBLE(TABLE orders, DESCRIPTOR(ordered), INTERVAL '1' MINUTE)
GROUP BY window_start;
