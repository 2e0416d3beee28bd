package streamingkatas.flink.guest;

import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** What the guest may call, by name; the other side of harness/flink/bridge/host.ts. */
public final class Host {
    /** One call from the guest. */
    @FunctionalInterface
    public interface Call {
        /** @return a text, number or boolean, null, or a {@link Host} */
        Object call(Value[] args) throws Exception;
    }

    private final Map<String, Call> calls = new HashMap<>();
    private final Map<String, Call> handsOn = new HashMap<>();

    public Host with(String name, Call call) {
        calls.put(name, call);
        return this;
    }

    /** A call that hands something on: what fails in it may be an operator further down the chain. */
    public Host handsOn(String name, Call call) {
        handsOn.put(name, call);
        return this;
    }

    public Host withAll(Host other) {
        calls.putAll(other.calls);
        handsOn.putAll(other.handsOn);
        return this;
    }

    ProxyObject forTask(JsTask task) {
        Map<String, Object> members = new HashMap<>();
        calls.forEach((name, call) -> members.put(name, (ProxyExecutable) args -> task.leaveGuest(call, args, false)));
        handsOn.forEach((name, call) -> members.put(name, (ProxyExecutable) args -> task.leaveGuest(call, args, true)));
        return ProxyObject.fromMap(members);
    }
}
