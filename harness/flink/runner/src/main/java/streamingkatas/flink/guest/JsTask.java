package streamingkatas.flink.guest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * A JavaScript context with a job loaded: one for each task's thread, shared by the operators chained in it.
 *
 * <p>It is looked up when it is needed, since some of Flink's functions are never opened, and closed by the
 * {@link Watchdog} once its thread is dead, since those are never closed either.
 */
public final class JsTask implements AutoCloseable {
    private static final long LOADING_MS = 15_000;
    /** How long what a stopped function was given may take to be written: that may run code of its author's again. */
    private static final long TELLING_MS = 500;
    private static final ThreadLocal<JsTask> CURRENT = new ThreadLocal<>();

    private final ClassLoader loader;
    private final Context context;
    private final Value bridge;
    private final Value parse;
    private final Value stringify;
    private final String graph;
    private final JobBundle bundle;
    private final Failures failures;
    private final TypeScriptLog log;

    final Thread thread = Thread.currentThread();
    /** How long the present call may work; read by the watchdog, like the two below. */
    volatile long limitMs = LOADING_MS;
    /** Counts calls that come from Flink, not those nested in them. */
    volatile long calls;
    volatile boolean inGuest;
    /** The call that the watchdog ended. */
    private volatile long stoppedCall = -1;
    private volatile boolean closed;
    /** Held by whoever stops a call. */
    private final Object stopping = new Object();

    private int depth;
    private Operator operator;
    private RuntimeException fromHost;
    /**
     * The failure of a call that was stopped within another one, to be laid out again once all calls have been left: its
     * record can be written then.
     */
    private Supplier<TypeScriptException> stoppedBelow;

    private JsTask(ClassLoader loader) {
        this.loader = loader;
        bundle = JobBundle.load(loader);
        log = new TypeScriptLog(bundle.name());
        context = Context.newBuilder("js")
                .engine(Engines.shared())
                .allowHostAccess(HostAccess.NONE)
                .allowExperimentalOptions(true)
                .option("js.ecmascript-version", "2023")
                .option("js.load", "false")
                .option("js.print", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.graal-builtin", "false")
                .build();
        Failures loading = new Failures(bundle, false);
        Watchdog.watch(this);
        enterGuest(null);
        try {
            context.getBindings("js").putMember("flinkLog", (ProxyExecutable) args -> {
                log.write(args[0].asString(), operator, args[1].asString());
                return null;
            });
            context.eval(Source.newBuilder("js", bundle.script(), "bundle.js").cached(true).buildLiteral());
            bridge = context.eval("js", "__job.bridge");
            parse = bridge.getMember("parse");
            stringify = bridge.getMember("stringify");
            graph = bridge.getMember("record").execute(bundle.args()).asString();
            Graphs.requireSame(bundle.graph(), graph, loading);
            failures = new Failures(bundle, Graphs.restarts(new ObjectMapper().readTree(graph)));
        } catch (PolyglotException e) {
            // Before the context is closed: it holds the frames.
            TypeScriptException failure = loading.of(message(e), loading.frames(e, Optional::empty), null, null);
            close();
            throw failure;
        } catch (IOException | RuntimeException e) {
            close();
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        } finally {
            depth = 0;
            inGuest = false;
        }
        limitMs = bundle.deadlineMs();
    }

    /** The context of this thread, loaded from its context class loader: the job's. */
    public static JsTask current() {
        ClassLoader jobs = Thread.currentThread().getContextClassLoader();
        JsTask task = CURRENT.get();
        if (task == null || task.loader != jobs) {
            if (task != null) {
                task.close();
            }
            task = new JsTask(jobs);
            CURRENT.set(task);
        }
        return task;
    }

    /** The graph that a job jar's bundle records, which must be the one that Node recorded. */
    public static String graph(ClassLoader jobs) {
        try (JsTask task = new JsTask(jobs)) {
            return task.graph;
        }
    }

    /** The calls of one function of one operator. */
    Value open(Operator of, String role, Host host) {
        Written opened = new Written(of, role, "open");
        return call(opened, null, bridge.getMember("open"), of.id(), role, host.forTask(this));
    }

    /**
     * Calls the guest.
     *
     * @param written whose call it is, and whose position a failure tells that is not in its author's code
     * @param record what it is about, for a failure's message; may be null
     */
    Value call(Written written, JsRecord record, Value function, Object... args) {
        return call(written.operator(), written, record, function, args);
    }

    /** @param written null for a call of ours */
    private Value call(Operator of, Written written, JsRecord record, Value function, Object... args) {
        Operator before = operator;
        boolean guestBefore = inGuest;
        enterGuest(of);
        try {
            Value result = function.execute(args);
            rethrowFromHost();
            return result;
        } catch (PolyglotException e) {
            rethrowFromHost();
            String message = message(e);
            List<String> frames = failures.frames(e, () -> find(written));
            Supplier<TypeScriptException> failure = () -> failures.of(message, frames, of, record);
            if (isStopped() && depth > 1) {
                stoppedBelow = failure;
            }
            throw failure.get();
        } finally {
            depth--;
            inGuest = guestBefore;
            operator = before;
        }
    }

    /** The function that its author wrote. */
    private Optional<Value> find(Written written) {
        if (written == null || isStopped()) {
            return Optional.empty();
        }
        return Optional.of(
                bridge.getMember("written").execute(written.operator().id(), written.role(), written.call()));
    }

    private void enterGuest(Operator of) {
        operator = of;
        if (depth++ == 0) {
            calls++;
        }
        inGuest = true;
    }

    /**
     * Runs a call of the guest's in Java, where its time is not the guest's.
     *
     * @param handsOn whether what fails may be an operator below
     */
    Object leaveGuest(Host.Call call, Value[] args, boolean handsOn) {
        inGuest = false;
        try {
            Object result = call.call(args);
            return result instanceof Host host ? host.forTask(this) : result;
        } catch (Exception e) {
            if (!handsOn && refuses(e)) {
                // An UnsupportedOperationException of a call's would tell GraalJS that it cannot be called.
                throw new IllegalStateException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
            }
            // Kept, since a learner's catch must not swallow what failed below: Flink is to see it.
            if (fromHost == null) {
                fromHost = e instanceof RuntimeException known ? known : new RuntimeException(e);
            }
            throw fromHost;
        } finally {
            inGuest = true;
        }
    }

    /**
     * Whether Flink refuses what a function asks of it, a timer without keys for instance, which is the function's own
     * failure: then it throws what Java has for that. A cluster in trouble has exceptions of its own.
     */
    private static boolean refuses(Exception thrown) {
        return thrown instanceof RuntimeException && thrown.getClass().getPackageName().equals("java.lang");
    }

    private void rethrowFromHost() {
        if (fromHost != null) {
            RuntimeException thrown = fromHost;
            fromHost = null;
            if (depth == 1 && stoppedBelow != null) {
                thrown = stoppedBelow.get();
                stoppedBelow = null;
            }
            throw thrown;
        }
    }

    public Value parse(String json) {
        return call(operator, null, null, parse, json);
    }

    String stringify(Value value, Written maker) {
        Value text = call(maker, null, stringify, value);
        if (!text.isString()) {
            throw failures.ofValue(
                    "TypeError: a record must be JSON, and it is " + value, maker.operator(), () -> find(maker));
        }
        return text.asString();
    }

    /**
     * What a stopped function was given, as text, where that does not take long either.
     *
     * @return empty also within the call of a function that collected it: a context that was interrupted must be left
     *     before it is used again
     */
    Optional<String> tell(Value value) {
        if (depth > 1) {
            return Optional.empty();
        }
        synchronized (stopping) {
            // Whoever stopped it is done.
        }
        if (closed) {
            return Optional.empty();
        }
        long limitBefore = limitMs;
        limitMs = TELLING_MS;
        // To the watchdog another call.
        calls++;
        try {
            Value text = stringify.execute(value);
            return text.isString() ? Optional.of(text.asString()) : Optional.empty();
        } catch (PolyglotException e) {
            return Optional.empty();
        } finally {
            limitMs = limitBefore;
            stoppedCall = calls;
        }
    }

    /** For what we refuse of a learner's. */
    public RuntimeException refusal(String message, Operator of, JsRecord record) {
        return failures.of(message, of, record);
    }

    /** A function may write to any topic, but that of a submission only to those of its check. */
    public void insistOnTopic(String topic, Operator of, JsRecord record) {
        if (!bundle.allows(topic)) {
            throw refusal("Error: the topic \"" + topic + "\" is none of this check's", of, record);
        }
    }

    public TypeScriptLog log() {
        return log;
    }

    private String message(PolyglotException e) {
        if (isStopped() || e.isInterrupted() || e.isCancelled()) {
            return "Error: the function worked for more than " + limitMs / 1000.0 + " s and was stopped";
        }
        // A call stack that is too deep is an exhausted resource as well, and says so itself.
        if (e.isResourceExhausted() && String.valueOf(e.getMessage()).contains("heap")) {
            return "RangeError: what the job keeps needs more memory than the TaskManager has (" + e.getMessage() + ")";
        }
        return e.getMessage();
    }

    /** Whether the present call was ended, or no call works any more. */
    boolean isStopped() {
        return closed || stoppedCall == calls;
    }

    /** Ends a call, unless it has ended by itself: an error that the guest cannot catch. Called by the watchdog. */
    void stop(long call) {
        synchronized (stopping) {
            if (call != calls) {
                return;
            }
            stoppedCall = call;
            try {
                context.interrupt(Duration.ofSeconds(2));
            } catch (TimeoutException e) {
                closed = true;
                context.close(true);
            }
        }
    }

    @Override
    public void close() {
        Watchdog.forget(this);
        context.close(true);
    }
}
