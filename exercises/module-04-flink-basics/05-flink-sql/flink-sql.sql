-- Revenue per minute, from topic to topic. The test fills in ${brokers}, the topics ${orders} and ${revenue},
-- and ${bounded}: whether the source ends at what is there ('latest-offset') or goes on ('unbounded').

-- TODO 1: a table over the topic of orders. Its values are JSON with orderId, totalCents and occurredAt (epoch milliseconds).
--         Its event time is occurredAt, and orders come up to five seconds out of order.

-- TODO 2: a table over the topic of results, with these columns:
--         window_start TIMESTAMP(3), window_end TIMESTAMP(3), orders BIGINT, total_cents BIGINT

-- TODO 3: INSERT INTO the second what the orders of each minute come to: one result a minute, once the minute is over.
