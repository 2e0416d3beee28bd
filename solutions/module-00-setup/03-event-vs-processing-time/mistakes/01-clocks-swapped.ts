// caught-by: EVT-01
// You read the two clocks the other way round: occurredAt is event time, arrivedAt is processing time.
import { countByProcessingTime as byArrivedAt, countByEventTime as byOccurredAt } from "../event-vs-processing-time.ts";

export { skews } from "../event-vs-processing-time.ts";
export { byArrivedAt as countByEventTime, byOccurredAt as countByProcessingTime };
