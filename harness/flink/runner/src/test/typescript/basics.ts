/** One operator of each simple kind; the nodes are named by their uids. */
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

interface Ride {
  id: number;
  fare: number | null;
}

export function build(env: StreamExecutionEnvironment): void {
  env
    .fromData<Ride>({ id: 1, fare: 2 }, { id: 2, fare: null })
    .map((ride) => ({ id: ride.id, text: fareOf(ride) }))
    .uid("map")
    .filter(({ id }) => id > 0)
    .uid("filter")
    .flatMap<number>(({ id, text }, out) => {
      console.log("length", { of: text });
      for (let i = 0; i < id; i++) out.collect(text.length);
    })
    .uid("flatMap")
    .sinkTo(new DiscardingSink());
}

function fareOf(ride: Ride): string {
  // A comment, so that the line in TypeScript is not the line in the bundle.
  return (ride.fare as number).toFixed(2);
}
