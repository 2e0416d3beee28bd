package streamingkatas.flink.guest;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A failure of a learner's function. Its message holds everything a learner needs, in the lines that {@link Failures}
 * lays out; a stack of Java's would tell them nothing, so it has none, and nothing of GraalJS crosses to the JobManager.
 */
public class TypeScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TypeScriptException(String message) {
        super(message, null, false, false);
    }

    /**
     * @param restarts whether the job's author chose a restart strategy. Without one the failure ends the job: the same
     *     record would fail again.
     */
    static TypeScriptException of(String message, boolean restarts) {
        return restarts ? new TypeScriptException(message) : new Final(message);
    }

    /** One that no restart strategy of the cluster gets to see. */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    public static final class Final extends TypeScriptException {
        private static final long serialVersionUID = 1L;

        private Final(String message) {
            super(message);
        }
    }
}
