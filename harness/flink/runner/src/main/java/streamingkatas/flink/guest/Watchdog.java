package streamingkatas.flink.guest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a call of the guest's that works longer than it may, and closes contexts whose thread is dead.
 *
 * <p>Time counts while the guest runs, not while it waits in Flink for a free buffer; and as the thread's processor time,
 * so that a busy machine stops nobody. A guest that waits without working is stopped after four times as long.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long TICK_MS = 100;
    private static final int PATIENCE = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Map<JsTask, Seen> TASKS = new ConcurrentHashMap<>();
    private static Thread thread;

    /** A call, as it was at its first sight. */
    private static final class Seen {
        long call = -1;
        long cpuNanos;
        long guestMs;
    }

    private Watchdog() {}

    static synchronized void watch(JsTask task) {
        TASKS.put(task, new Seen());
        if (thread == null) {
            thread = new Thread(Watchdog::run, "streaming-katas-watchdog");
            thread.setDaemon(true);
            // Not a job's, which would be held for ever.
            thread.setContextClassLoader(Watchdog.class.getClassLoader());
            thread.start();
        }
    }

    static void forget(JsTask task) {
        TASKS.remove(task);
    }

    private static void run() {
        for (; ; ) {
            try {
                Thread.sleep(TICK_MS);
                TASKS.forEach(Watchdog::look);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The watchdog goes on after a failure.", e);
            }
        }
    }

    private static void look(JsTask task, Seen seen) {
        if (!task.thread.isAlive()) {
            task.close();
            return;
        }
        if (!task.inGuest || task.isStopped()) {
            return;
        }
        long cpuNanos = THREADS.getThreadCpuTime(task.thread.getId());
        if (task.calls != seen.call) {
            seen.call = task.calls;
            seen.cpuNanos = cpuNanos;
            seen.guestMs = 0;
            return;
        }
        seen.guestMs += TICK_MS;
        long workedMs = Math.min(seen.guestMs, (cpuNanos - seen.cpuNanos) / 1_000_000);
        if (workedMs >= task.limitMs || seen.guestMs >= PATIENCE * task.limitMs) {
            LOG.info("A call of a TypeScript function is stopped: {} ms of work.", workedMs);
            long call = seen.call;
            Thread stopper = new Thread(() -> task.stop(call), "streaming-katas-stop");
            stopper.setDaemon(true);
            stopper.setContextClassLoader(Watchdog.class.getClassLoader());
            stopper.start();
            seen.guestMs = 0;
            seen.cpuNanos = cpuNanos;
        }
    }
}
