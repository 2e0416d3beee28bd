package streamingkatas.flink.guest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code console.log} and {@code print()}: one line of the TaskManager's log each, {@code TS|job|operator|task|text}. */
public final class TypeScriptLog {
    private static final Logger LOG = LoggerFactory.getLogger("TypeScript");

    private final String job;

    TypeScriptLog(String job) {
        this.job = job;
    }

    /** @param operator null while the job is loaded */
    public void write(String level, Operator operator, String text) {
        String name = operator == null ? "" : operator.name();
        String line = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        Object[] parts = {job.replace('|', '/'), name.replace('|', '/'), Thread.currentThread().getName(), line};
        switch (level) {
            case "ERROR" -> LOG.error("TS|{}|{}|{}|{}", parts);
            case "WARN" -> LOG.warn("TS|{}|{}|{}|{}", parts);
            // A learner's debugging is what they look for: never below the log's level.
            default -> LOG.info("TS|{}|{}|{}|{}", parts);
        }
    }
}
