import { describe, expect, fc, stream, test } from "#harness";
import { type Payment, runningTotals, type Total, withoutRepeats } from "./stateful-operators.ts";

describe("operators that remember", () => {
  test("each payment is answered with its own customer's total", { code: "STA-01" }, async () => {
    const payments = stream.counted([paid("ann", 10), paid("bob", 500), paid("ann", 5), paid("ann", -15)]);
    const seen: (Total & { taken: number })[] = [];

    for await (const total of await runningTotals(payments)) seen.push({ taken: payments.taken, ...total });

    expect(
      seen,
      "the 500 of bob are not in the totals of ann, and each payment is answered before the next is taken",
    ).toEqual([
      { taken: 1, customer: "ann", payments: 1, cents: 10 },
      { taken: 2, customer: "bob", payments: 1, cents: 500 },
      { taken: 3, customer: "ann", payments: 2, cents: 15 },
      { taken: 4, customer: "ann", payments: 3, cents: 0 },
    ]);
  });

  test("what is remembered does not pass again", { code: "STA-02" }, async () => {
    expect(
      await passed("p1 p1 p2 p1 p2", 3),
      "there is room for three: both are remembered, and each passes once",
    ).toEqual(["p1", "p2"]);

    const payments = stream.counted(arrivals("p1 p1 p2"));
    const taken: number[] = [];
    for await (const _ of await withoutRepeats(payments, 3)) taken.push(payments.taken);
    expect(taken, "the new ones pass after one arrival and after three: neither waits for more").toEqual([1, 3]);
  });

  test("after as many others as there is room for, an id passes again", { code: "STA-03" }, async () => {
    expect(await passed("p1 p2 p1", 2), "there is room for two: p1 is still remembered after p2").toEqual(["p1", "p2"]);
    expect(await passed("p1 p2 p3 p1", 2), "there is room for two: p3 takes the place of p1").toEqual([
      "p1",
      "p2",
      "p3",
      "p1",
    ]);
  });

  test("the id that came first is forgotten first", { code: "STA-04" }, async () => {
    expect(
      await passed("p1 p2 p3 p3 p2", 2),
      "there is room for two: p3 takes the place of p1, so p2 and p3 are remembered",
    ).toEqual(["p1", "p2", "p3"]);
    expect(await passed("p1 p2 p1 p3 p1", 2), "seeing p1 again does not make it younger: p3 takes its place").toEqual([
      "p1",
      "p2",
      "p3",
      "p1",
    ]);
  });

  test("two streams know nothing of each other", { code: "STA-05" }, async () => {
    await totals([paid("ann", 10)]);
    expect(await totals([paid("ann", 10)]), "the second stream starts from nothing").toEqual([
      { customer: "ann", payments: 1, cents: 10 },
    ]);

    await passed("p1", 2);
    expect(await passed("p1", 2), "p1 is new to the second stream").toEqual(["p1"]);
  });

  test.prop("whatever arrives, and whatever it is called", { code: "STA-06" }, anyInput(), async (input) => {
    const { payments, capacity } = input;
    expect(await totals(payments), "each total covers its customer's payments so far").toEqual(
      payments.map((_, last) => totalOfLast(payments.slice(0, last + 1))),
    );
    expect(await ids(payments, capacity), `of the last ${capacity} that passed, none passes again`).toEqual(
      definition(payments, capacity),
    );
  });
});

/** The total of the customer who paid last. */
function totalOfLast(payments: Payment[]): Total {
  const customer = payments.at(-1)?.customer ?? "";
  const own = payments.filter((payment) => payment.customer === customer);
  return { customer, payments: own.length, cents: own.reduce((sum, { cents }) => sum + cents, 0) };
}

/** First in, first out: what is remembered is what passed last. */
function definition(payments: Payment[], capacity: number): string[] {
  const through: string[] = [];
  for (const { eventId } of payments) if (!through.slice(-capacity).includes(eventId)) through.push(eventId);
  return through;
}

async function totals(payments: Payment[]): Promise<Total[]> {
  return stream.collect(await runningTotals(stream.of(payments)), (total) => ({ ...total }));
}

function passed(eventIds: string, capacity: number): Promise<string[]> {
  return ids(arrivals(eventIds), capacity);
}

async function ids(payments: Payment[], capacity: number): Promise<string[]> {
  const through = await stream.collect(await withoutRepeats(stream.of(payments), capacity));
  return through.map(({ eventId }) => eventId);
}

function arrivals(eventIds: string): Payment[] {
  return eventIds.split(" ").map((eventId) => paid("ann", 10, eventId));
}

function paid(customer: string, cents: number, eventId = `${customer}${cents}`): Payment {
  return { eventId, customer, cents };
}

/** Up to twenty arrivals of six ids, with room for one to four; some customers chose names that JavaScript knows. */
function anyInput(): fc.Arbitrary<{ payments: Payment[]; capacity: number }> {
  const payment = fc.record({
    eventId: fc.constantFrom("p1", "p2", "p3", "p4", "p5", "p6"),
    customer: fc.constantFrom("ann", "bob", "constructor", "__proto__"),
    cents: fc.integer({ min: -100, max: 100 }),
  });
  return fc
    .record({ payments: fc.array(payment, { maxLength: 20 }), capacity: fc.integer({ min: 1, max: 4 }) })
    .map((input) => Object.assign(input, { toString: () => told(input.payments, input.capacity) }));
}

function told(payments: Payment[], capacity: number): string {
  const list = payments.map(({ eventId, customer, cents }) => `${eventId} ${customer} ${cents}`);
  return `${list.join(", ") || "no payment"}; room for ${capacity}`;
}
