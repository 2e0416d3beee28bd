import * as shop from "#fixtures";
import type { Order, PageView, Payment, Product } from "../kata/index.ts";

/** The shop's events for one check, drawn from the run's seed: replaying a seed replays the events. */
export class EventSource {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  orders(count: number): Order[] {
    return shop.orders(count, { seed: this.#seed });
  }

  payments(count: number): Payment[] {
    return shop.payments(count, { seed: this.#seed });
  }

  pageViews(count: number): PageView[] {
    return shop.pageViews(count, { seed: this.#seed });
  }

  products(count: number): Product[] {
    return shop.products(count, { seed: this.#seed });
  }
}
