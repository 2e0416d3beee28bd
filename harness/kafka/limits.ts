/** The largest value of a Kafka `long` setting: "as far ahead as you like". */
export const FAR_FUTURE_MS = String(2n ** 63n - 1n);
