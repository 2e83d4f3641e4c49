import type { Readable } from "node:stream";
import type { z } from "zod";

/** One server-sent event. `data` becomes one line of JSON. */
export type ServerEvent = {
  readonly event: string;
  readonly data: unknown;
  readonly id?: string;
};

export type Headers = Readonly<Record<string, string>>;

/** What a route answers; `mountRoutes` writes it. */
export type Reply = {
  readonly status: number;
  readonly headers?: Headers;
} & (
  | { readonly kind: "json"; readonly value: unknown; readonly schema: z.ZodType }
  | { readonly kind: "text"; readonly text: string | Buffer; readonly mediaType: string }
  | { readonly kind: "stream"; readonly stream: Readable; readonly mediaType: string }
  | { readonly kind: "events"; readonly events: AsyncIterable<ServerEvent> }
  | { readonly kind: "empty" }
);

type Options = { readonly status?: number; readonly headers?: Headers };

const toBase = (options: Options, status: number) => ({
  status: options.status ?? status,
  ...(options.headers ? { headers: options.headers } : {}),
});

/** JSON of the shape that the route's description promises. */
export const json = <S extends z.ZodType>(
  schema: S,
  value: z.input<S>,
  options: Options = {},
): Reply => ({ ...toBase(options, 200), kind: "json", value, schema });

/** @param content as bytes where the same text is given out again and again */
export const text = (
  mediaType: string,
  content: string | Buffer,
  options: Options = {},
): Reply => ({
  ...toBase(options, 200),
  kind: "text",
  text: content,
  mediaType,
});

/** A body that is made while it is sent; back pressure reaches its source. */
export const stream = (mediaType: string, content: Readable, options: Options = {}): Reply => ({
  ...toBase(options, 200),
  kind: "stream",
  stream: content,
  mediaType,
});

/** Server-sent events until the source ends or the client leaves. */
export const events = (source: AsyncIterable<ServerEvent>): Reply => ({
  status: 200,
  kind: "events",
  events: source,
});

export const empty = (options: Options = {}): Reply => ({ ...toBase(options, 204), kind: "empty" });
