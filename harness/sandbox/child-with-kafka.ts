/** A submission's process for an exercise with Kafka: kafkajs is cured before anything imports it. */
import "./doors.ts";
import "../kafka/cured.ts";
import "../kafka/crashes.ts";
import "./child.ts";
