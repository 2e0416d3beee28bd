import type { Order, PageView, Payment, Product } from "../kata/index.ts";

/** Loaded when the first check asks for events: most do not. */
const shop = () => import("#fixtures");

/** The shop's events for one check, drawn from the run's seed: replaying a seed replays the events. */
export class EventSource {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  async orders(count: number): Promise<Order[]> {
    return (await shop()).orders(count, { seed: this.#seed });
  }

  async payments(count: number): Promise<Payment[]> {
    return (await shop()).payments(count, { seed: this.#seed });
  }

  async pageViews(count: number): Promise<PageView[]> {
    return (await shop()).pageViews(count, { seed: this.#seed });
  }

  async products(count: number): Promise<Product[]> {
    return (await shop()).products(count, { seed: this.#seed });
  }
}
