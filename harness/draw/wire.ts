import type { MessageConnection } from "vscode-jsonrpc/node";

/** What a request is answered with: errors cross as data, with the name of their class. */
export interface Answer {
  value?: unknown;
  error?: { name: string; message: string };
}

/** An error that was thrown on the other side. */
export class Thrown extends Error {
  readonly kind: string;

  constructor({ name, message }: { name: string; message: string }) {
    super(message);
    this.kind = name;
  }
}

/** Answers a request with what `work` gives; what cannot cross to the other process is an error as well. */
export async function answer(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return { value: structuredClone(await work()) };
  } catch (error) {
    return error instanceof Error
      ? { error: { name: error instanceof Thrown ? error.kind : error.name, message: error.message } }
      : { error: { name: "throw", message: String(error) } };
  }
}

export async function ask(connection: MessageConnection, method: string, ...args: unknown[]): Promise<unknown> {
  const answered = await connection.sendRequest<Answer>(method, ...args);
  if (answered.error) throw new Thrown(answered.error);
  return answered.value;
}

interface Handle {
  iterable: number;
}

/** Lets async iterables cross to the other process, as arguments and as results: each side reads the other's one item at a time. */
export class Wire {
  readonly #connection: MessageConnection;
  readonly #own = new Map<number, AsyncIterator<unknown>>();
  #last = 0;

  constructor(connection: MessageConnection) {
    this.#connection = connection;
    connection.onRequest("next", (id: number) => answer(async () => await this.#own.get(id)?.next()));
    connection.onRequest("return", (id: number) =>
      answer(async () => {
        const iterator = this.#own.get(id);
        this.#own.delete(id);
        await iterator?.return?.();
      }),
    );
  }

  encode(value: unknown): unknown {
    if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return value;
    const iterable = ++this.#last;
    this.#own.set(iterable, (value as AsyncIterable<unknown>)[Symbol.asyncIterator]());
    return { iterable } satisfies Handle;
  }

  decode(value: unknown): unknown {
    if (!isHandle(value)) return value;
    const connection = this.#connection;
    const { iterable: id } = value;
    return {
      [Symbol.asyncIterator]: () => ({
        next: async () => (await ask(connection, "next", id)) as IteratorResult<unknown>,
        return: async () => {
          await ask(connection, "return", id);
          return { done: true, value: undefined };
        },
      }),
    };
  }
}

function isHandle(value: unknown): value is Handle {
  return typeof value === "object" && value !== null && "iterable" in value && Object.keys(value).length === 1;
}
