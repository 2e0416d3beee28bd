package streamingkatas.flink.guest;

import org.graalvm.polyglot.Engine;

/** The one engine of this JVM: contexts of all jobs share its compiled code. Possible since this class lies in lib/. */
final class Engines {
    private static Engine shared;

    private Engines() {}

    static synchronized Engine shared() {
        if (shared == null) {
            Thread thread = Thread.currentThread();
            ClassLoader jobs = thread.getContextClassLoader();
            // Languages are found by the context class loader, and the job's would be held for ever.
            thread.setContextClassLoader(Engine.class.getClassLoader());
            try {
                shared = Engine.newBuilder("js")
                        .option("engine.WarnInterpreterOnly", "false")
                        .build();
            } finally {
                thread.setContextClassLoader(jobs);
            }
        }
        return shared;
    }
}
