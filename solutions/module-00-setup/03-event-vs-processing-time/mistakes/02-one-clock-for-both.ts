// caught-by: EVT-02
// You count by event time in both functions: the server's clock has no say in your processing-time count.
import { countByEventTime } from "../event-vs-processing-time.ts";

export { skews } from "../event-vs-processing-time.ts";
export { countByEventTime, countByEventTime as countByProcessingTime };
