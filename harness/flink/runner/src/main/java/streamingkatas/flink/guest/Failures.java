package streamingkatas.flink.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/**
 * Lays out a failure for a learner, and for Node, which reads it back:
 *
 * <pre>
 * TypeError: Cannot read properties of undefined (reading 'amountCents')
 *     at join (exercises/.../interval-join.ts:14:31)
 *     operator: match-payments (subtask 1/2)
 *     record: {"orderId":"o7"}
 * </pre>
 */
final class Failures {
    private static final int LONGEST_RECORD = 500;
    private static final Pattern SUBTASK = Pattern.compile("\\((\\d+/\\d+)\\)#\\d+");

    private final JobBundle bundle;
    private final boolean restarts;
    private SourceMap sourceMap;

    Failures(JobBundle bundle, boolean restarts) {
        this.bundle = bundle;
        this.restarts = restarts;
    }

    /** @param frames where, as {@link #frames} gives it */
    TypeScriptException of(String message, List<String> frames, Operator operator, JsRecord record) {
        StringBuilder text = new StringBuilder(message);
        frames.forEach(frame -> text.append("\n    at ").append(frame));
        return TypeScriptException.of(text.append(place(operator, record)).toString(), restarts);
    }

    /**
     * The learner's places in the stack of what the guest threw.
     *
     * @param written the function that is told where there is none: one that gave what we refuse has returned by then
     */
    List<String> frames(PolyglotException thrown, Supplier<Optional<Value>> written) {
        List<String> frames = new ArrayList<>();
        for (PolyglotException.StackFrame frame : thrown.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                frame(frame.getRootName(), frame.getSourceLocation()).ifPresent(frames::add);
            }
        }
        if (frames.isEmpty()) {
            written(written).ifPresent(frames::add);
        }
        return frames;
    }

    /** For a value that we refuse, of a function that has returned. */
    TypeScriptException ofValue(String message, Operator operator, Supplier<Optional<Value>> written) {
        return of(message, written(written).stream().toList(), operator, null);
    }

    /** For what we refuse. */
    TypeScriptException of(String message, Operator operator, JsRecord record) {
        return of(message, List.of(), operator, record);
    }

    private static String place(Operator operator, JsRecord record) {
        StringBuilder text = new StringBuilder();
        if (operator != null) {
            text.append("\n    operator: ").append(operator.name()).append(subtask());
        }
        if (record != null) {
            String json = record.jsonIfKnown().orElse("(not known)");
            text.append("\n    record: ")
                    .append(json.length() > LONGEST_RECORD ? json.substring(0, LONGEST_RECORD) + " ..." : json);
        }
        return text.toString();
    }

    /** Flink names a task's thread after it: "name (1/2)#0". */
    private static String subtask() {
        Matcher found = SUBTASK.matcher(Thread.currentThread().getName());
        return found.find() ? " (subtask " + found.group(1) + ")" : "";
    }

    /** Where the function begins. */
    private Optional<String> written(Supplier<Optional<Value>> written) {
        try {
            return written.get().filter(Value::canExecute).flatMap(function -> {
                Value name = function.getMember("name");
                return frame(name != null && name.isString() ? name.asString() : null, function.getSourceLocation());
            });
        } catch (PolyglotException e) {
            // A getter or a proxy of the learner's, in our way: what failed first is told.
            return Optional.empty();
        }
    }

    /** A place of the learner's, in TypeScript; empty for one of ours. */
    private Optional<String> frame(String root, SourceSection section) {
        if (section == null) {
            return Optional.empty();
        }
        return map().find(section.getStartLine(), section.getStartColumn())
                .filter(at -> bundle.ownSources().stream().noneMatch(at.file()::startsWith))
                .map(at -> name(root) + " (" + at + ")");
    }

    private static String name(String root) {
        return root == null || root.isEmpty() || root.startsWith(":") ? "(anonymous)" : root;
    }

    private SourceMap map() {
        if (sourceMap == null) {
            try {
                sourceMap = SourceMap.parse(bundle.sourceMap());
            } catch (IOException e) {
                throw new IllegalStateException("the job's source map cannot be read", e);
            }
        }
        return sourceMap;
    }
}
