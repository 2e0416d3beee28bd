"""The two programs in PyFlink, as jobs.ts has them.

Arguments: program, brokers, topic, name of the job, JobManager's host and port, Python's mode of execution (process or
thread), address of the Kafka connector's jar.
"""
import json
import sys
import sysconfig

from pyflink.common import Configuration, SimpleStringSchema, Types, WatermarkStrategy
from pyflink.datastream import KeyedProcessFunction, StreamExecutionEnvironment
from pyflink.datastream.connectors.kafka import KafkaOffsetsInitializer, KafkaSource
from pyflink.datastream.state import ValueStateDescriptor
from pyflink.java_gateway import get_gateway

PROGRAM, BROKERS, TOPIC, NAME, HOST, PORT, MODE, CONNECTOR = sys.argv[1:]


def lower_case(text):
    event = json.loads(text)
    event["name"] = event["name"].lower()
    return event


class Count(KeyedProcessFunction):
    def open(self, runtime_context):
        self.count = runtime_context.get_state(ValueStateDescriptor("count", Types.LONG()))

    def process_element(self, event, context):
        count = (self.count.value() or 0) + 1
        self.count.update(count)
        yield json.dumps({"user": event["user"], "count": count})


configuration = Configuration()
for key, value in {
    "pipeline.classpaths": CONNECTOR,
    "parallelism.default": "1",
    "python.execution-mode": MODE,
    "python.executable": sys.executable,
    "python.client.executable": sys.executable,
    # A TaskManager's own interpreter, in thread mode, knows nothing of a virtual environment.
    "python.pythonpath": sysconfig.get_path("purelib"),
}.items():
    configuration.set_string(key, value)
# get_execution_environment would start a cluster of its own: where there is one is for `flink run` to say.
flink = get_gateway().jvm.org.apache.flink
environment = flink.streaming.api.environment.StreamExecutionEnvironment
env = StreamExecutionEnvironment(
    environment.createRemoteEnvironment(
        HOST, int(PORT), configuration._j_configuration, get_gateway().new_array(get_gateway().jvm.String, 0)
    )
)

source = (
    KafkaSource.builder()
    .set_bootstrap_servers(BROKERS)
    .set_topics(TOPIC)
    .set_starting_offsets(KafkaOffsetsInitializer.earliest())
    .set_bounded(KafkaOffsetsInitializer.latest())
    .set_value_only_deserializer(SimpleStringSchema())
    .build()
)
events = env.from_source(source, WatermarkStrategy.no_watermarks(), "events")
if PROGRAM == "count":
    out = events.map(lower_case).key_by(lambda event: event["id"] % 100, Types.INT()).process(Count(), Types.STRING())
else:
    out = events.map(lambda text: json.dumps(lower_case(text)), Types.STRING())
# PyFlink has no DiscardingSink in its API: Java's is the one that the others use.
out._j_data_stream.sinkTo(flink.streaming.api.functions.sink.v2.DiscardingSink())
env.execute(NAME)
