package streamingkatas.flink.guest;

/** Flink's times, whole milliseconds, as TypeScript has them: its "none" and its "end" are infinities there. */
public final class Times {
    private Times() {}

    public static double toGuest(long time) {
        if (time == Long.MIN_VALUE) {
            return Double.NEGATIVE_INFINITY;
        }
        return time == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : time;
    }

    /** An element's time; null where it has none. */
    public static Object toGuest(Long time) {
        return time == null || time == Long.MIN_VALUE ? null : toGuest(time.longValue());
    }

    /** @param time a whole number, judged in TypeScript */
    public static long fromGuest(org.graalvm.polyglot.Value time) {
        return (long) time.asDouble();
    }
}
