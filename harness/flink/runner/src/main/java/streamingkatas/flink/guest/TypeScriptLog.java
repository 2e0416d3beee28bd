package streamingkatas.flink.guest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code console.log} and {@code print()}: one line of the TaskManager's log each, {@code TS|job|operator|task|text}. */
public final class TypeScriptLog {
    private static final Logger LOG = LoggerFactory.getLogger("TypeScript");

    /** Of one task: what prints without end fills no disk. */
    private static final int MOST_LINES = 2_000;

    private static final int LONGEST_LINE = 4_000;

    private final String job;
    private int lines;

    TypeScriptLog(String job) {
        this.job = job;
    }

    /** @param operator null while the job is loaded */
    public void write(String level, Operator operator, String text) {
        if (lines > MOST_LINES) {
            return;
        }
        String name = operator == null ? "" : operator.name();
        String shown = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "..." : text;
        String told = lines++ < MOST_LINES ? shown : "(what it prints after these " + MOST_LINES + " lines is not logged)";
        String line = told.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        Object[] parts = {job.replace('|', '/'), name.replace('|', '/'), Thread.currentThread().getName(), line};
        switch (level) {
            case "ERROR" -> LOG.error("TS|{}|{}|{}|{}", parts);
            case "WARN" -> LOG.warn("TS|{}|{}|{}|{}", parts);
            // A learner's debugging is what they look for: never below the log's level.
            default -> LOG.info("TS|{}|{}|{}|{}", parts);
        }
    }
}
