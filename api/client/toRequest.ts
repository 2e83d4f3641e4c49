import type { RouteEntry } from "./routes.ts";

/** What a call was given, whatever its operation. */
export type AnyInput = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** `{name}` in the path, filled. */
export const toPath = (path: string, params: AnyInput["params"] = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

/** What is undefined is left out; of a list each item is given by itself; objects are sent as JSON. */
export function toQuery(query: AnyInput["query"] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return "";
  const toText = (value: unknown): string =>
    typeof value === "object" ? JSON.stringify(value) : String(value);
  const pairs = given.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [name, toText(item)]),
  );
  return `?${new URLSearchParams(pairs)}`;
}

type Typed = { readonly type: string; readonly content: unknown };

/** The body and its media type. */
export function toBody({ body: form }: RouteEntry, body: unknown): Partial<Typed> {
  if (form === undefined) return {};
  const { type, content } =
    form === "json" ? { type: "application/json", content: body } : (body as Typed);
  return { type, content: type === "application/json" ? JSON.stringify(content) : content };
}
