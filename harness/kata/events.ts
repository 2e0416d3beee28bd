/**
 * The events of the shop that the whole course works with. Money is integer cents, time is epoch milliseconds (UTC).
 * Every topic has a JSON Schema that says the same for programs: `fixtures/schemas/`.
 */

/** What every event of the shop has. */
export interface ShopEvent {
  /** Unique per event (`e-000413`): a record that comes twice has the same one twice. */
  eventId: string;
  /** When it happened in the shop (event time), epoch milliseconds. Not when it arrived. */
  occurredAt: number;
  /** Version of this event's format. Only 1 exists; a reader must not guess what another one means. */
  version: 1;
}

/** Topic `page_views`, key `customerId`: a customer looked at a page. */
export interface PageView extends ShopEvent {
  /** Who looked: `c-17`. */
  customerId: string;
  page: "home" | "product";
  /** The product looked at (`p-03`), or null on the home page. */
  productId: string | null;
}

/** Topic `cart_events`, key `customerId`: a product was put into a cart or taken out again. */
export interface CartEvent extends ShopEvent {
  customerId: string;
  action: "added" | "removed";
  productId: string;
  /** Pieces added or removed, at least 1. */
  quantity: number;
}

/** One product of an order. */
export interface OrderLine {
  productId: string;
  /** Pieces, at least 1. */
  quantity: number;
  /** Price of one piece when it was ordered, in cents: the product's newest price of that moment. */
  unitPriceCents: number;
}

/** Topic `orders`, key `customerId`: a customer ordered what was in the cart. */
export interface Order extends ShopEvent {
  /** `o-0413`; payments and shipments refer to it. */
  orderId: string;
  customerId: string;
  /** At least one line, one per product. */
  lines: OrderLine[];
  /** The sum of `quantity * unitPriceCents` over the lines, in cents. */
  totalCents: number;
  currency: "EUR";
}

/** Topic `payments`, key `orderId`: one attempt to pay an order. A declined attempt may be followed by another. */
export interface Payment extends ShopEvent {
  /** `pay-0413`, unique per attempt. */
  paymentId: string;
  orderId: string;
  /** The order's total, in cents. */
  amountCents: number;
  currency: "EUR";
  method: "card" | "transfer" | "wallet";
  status: "captured" | "declined";
}

/** Topic `shipments`, key `orderId`: a paid order left the warehouse. */
export interface Shipment extends ShopEvent {
  /** `s-0413`. */
  shipmentId: string;
  orderId: string;
  carrier: "bike" | "post" | "van";
}

/** Topic `products`, key `productId`: a changelog; the newest entry of a key is the product as it is now. */
export interface Product extends ShopEvent {
  /** `p-03`. */
  productId: string;
  name: string;
  category: "books" | "games" | "garden" | "kitchen" | "music";
  /** Price of one piece from `occurredAt` on, in cents. */
  priceCents: number;
}

/** Topic `inventory`, key `productId`: the stock of a product changed. */
export interface Inventory extends ShopEvent {
  productId: string;
  reason: "sold" | "stocked";
  /** Pieces added (positive) or sold (negative). */
  change: number;
  /** Pieces in stock after the change, never negative. */
  onHand: number;
  /** The order that took the pieces, or null when stock came in. */
  orderId: string | null;
}

/** The topics of the shop and what is in them. */
export interface ShopEvents {
  products: Product;
  inventory: Inventory;
  page_views: PageView;
  cart_events: CartEvent;
  orders: Order;
  payments: Payment;
  shipments: Shipment;
}

/** The name of a topic of the shop. */
export type ShopTopic = keyof ShopEvents;
