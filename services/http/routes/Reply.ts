import type { Readable } from "node:stream";

/** One server-sent event. `data` becomes one line of JSON. */
export type ServerEvent = {
  readonly event: string;
  readonly data: unknown;
  readonly id?: string;
};

export type Headers = Readonly<Record<string, string>>;

type Head = { readonly status: number; readonly headers?: Headers };

export type JsonReply<Value = unknown> = Head & { readonly kind: "json"; readonly value: Value };

export type EventsReply<Event extends ServerEvent = ServerEvent> = Head & {
  readonly kind: "events";
  readonly events: AsyncIterable<Event>;
};

export type OtherReply = Head &
  (
    | { readonly kind: "text"; readonly text: string | Buffer; readonly mediaType: string }
    | { readonly kind: "stream"; readonly stream: Readable; readonly mediaType: string }
    | { readonly kind: "empty" }
  );

/** What a route answers; `mountRoutes` writes it. */
export type Reply = JsonReply | EventsReply | OtherReply;

type Options = { readonly status?: number; readonly headers?: Headers };

const toHead = (options: Options, status: number): Head => ({
  status: options.status ?? status,
  ...(options.headers ? { headers: options.headers } : {}),
});

/** JSON of the shape that the operation promises for this status. */
export const json = <const Value>(value: Value, options: Options = {}): JsonReply<Value> => ({
  ...toHead(options, 200),
  kind: "json",
  value,
});

/** @param content as bytes where the same text is given out again and again */
export const text = (
  mediaType: string,
  content: string | Buffer,
  options: Options = {},
): OtherReply => ({ ...toHead(options, 200), kind: "text", text: content, mediaType });

/** A body that is made while it is sent; back pressure reaches its source. */
export const stream = (
  mediaType: string,
  content: Readable,
  options: Options = {},
): OtherReply => ({ ...toHead(options, 200), kind: "stream", stream: content, mediaType });

/** Server-sent events until the source ends or the client leaves. */
export const events = <Event extends ServerEvent>(
  source: AsyncIterable<Event>,
): EventsReply<Event> => ({ status: 200, kind: "events", events: source });

export const empty = (options: Options = {}): OtherReply => ({
  ...toHead(options, 204),
  kind: "empty",
});
