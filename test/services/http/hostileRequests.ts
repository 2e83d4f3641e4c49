type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
};
type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema };
type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema }>> };
};
export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

export type HostileRequest = {
  readonly operation: string;
  readonly path: string;
  readonly init: RequestInit & { readonly method: string };
};

/** mulberry32: small, and the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const texts = [
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "NaN",
  "9007199254740993",
  "99999999999999999999999999",
  "null",
  "../../etc/passwd",
  "..%2f..%2f",
  "%",
  "%00",
  "\u0000",
  "\ud800",
  "\ufeff",
  "a".repeat(5_000),
  "'; drop table documents; --",
  "${jndi:ldap://x}",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "名字",
  "🧾",
  "__proto__",
  "constructor",
  "toString",
  "00000000-0000-7000-8000-000000000000",
  "resident-id",
  "nanshan",
  "0x00000000000000000000000000000000000000aa",
  "true",
  "[]",
  "{}",
];
const values: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  1.5,
  -1,
  2 ** 53,
  1e308,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, toString: 1 },
];

/** Good values by the name of a parameter or a member: with them, requests get further. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** Requests that are nearly right, and wrong in one way or several; the same ones for the same seed. */
export function* hostileRequests(
  openApi: OpenApi,
  options: {
    readonly perOperation: number;
    readonly seed: number;
    readonly known?: KnownValues;
  },
): Generator<HostileRequest> {
  const maker = new RequestMaker(openApi, randomFrom(options.seed), options.known ?? {});
  for (const [path, operations] of Object.entries(openApi.paths))
    for (const [method, operation] of Object.entries(operations))
      for (let count = 0; count < options.perOperation; count += 1)
        yield maker.make(path, method, operation);
}

class RequestMaker {
  readonly #openApi: OpenApi;
  readonly #random: () => number;
  readonly #known: KnownValues;

  constructor(openApi: OpenApi, random: () => number, known: KnownValues) {
    this.#openApi = openApi;
    this.#random = random;
    this.#known = known;
  }

  make(path: string, method: string, operation: Operation): HostileRequest {
    const headers = new Headers();
    const query: string[] = [];
    let filled = path;
    for (const { name, in: place, schema } of operation.parameters ?? []) {
      const value = encodeURIComponent(this.#parameter(name, schema).toWellFormed());
      if (place === "path") filled = filled.replace(`{${name}}`, value || "x");
      if (place === "query" && this.#chance(0.7)) query.push(`${name}=${value}`);
      if (place === "header" && this.#chance(0.9)) headers.set(name, value.slice(0, 300) || "k");
    }
    this.#spoil(headers, query);
    const body = this.#body(operation, headers);
    const target = query.length > 0 ? `${filled}?${query.join("&")}` : filled;
    return {
      operation: operation.operationId,
      path: this.#chance(0.03) ? `${target}%E0%A4` : target,
      init: { method: method.toUpperCase(), headers, ...(body === undefined ? {} : { body }) },
    };
  }

  #spoil(headers: Headers, query: string[]): void {
    if (this.#chance(0.1)) query.push(this.#pick(["x=1", "%=%", "a=1&a=2", "limit[]=1"]));
    if (this.#chance(0.05))
      headers.set("authorization", this.#pick(["Bearer x", "Basic eA==", "x"]));
  }

  #body({ requestBody }: Operation, headers: Headers): string | undefined {
    const content = Object.entries(requestBody?.content ?? {});
    if (content.length === 0) return undefined;
    const [mediaType, { schema = {} }] = this.#pick(content);
    headers.set("content-type", this.#chance(0.05) ? "text/x-other" : mediaType);
    if (mediaType !== "application/json") return this.#pick(texts).toWellFormed();
    const text = JSON.stringify(this.#value(schema, 0)) ?? "";
    return this.#chance(0.1) ? text.slice(0, Math.floor(text.length * this.#random())) : text;
  }

  #value(schema: Schema, depth: number): unknown {
    if (this.#chance(0.08)) return this.#pick(values);
    const known = this.#resolve(schema);
    if (known.enum && this.#chance(0.8)) return this.#pick(known.enum);
    if (known.anyOf) return this.#value(this.#pick(known.anyOf), depth);
    switch (typeof known.type === "object" ? known.type[0] : known.type) {
      case "object":
        return this.#object(known, depth);
      case "array":
        return depth > 4 ? [] : [this.#value(known.items ?? {}, depth + 1)];
      case "integer":
      case "number":
        return this.#pick([known.minimum ?? 1, 1, 0, 4_000_000_000, -1]);
      case "boolean":
        return this.#chance(0.5);
      case "string":
        return this.#text(known);
      default:
        return this.#pick(values);
    }
  }

  #object(schema: Schema, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(schema.properties ?? {}))
      if (this.#chance(0.85)) made[name] = this.#knownOf(name) ?? this.#value(member, depth + 1);
    if (this.#chance(0.15)) made[this.#pick(texts)] = this.#pick(values);
    return made;
  }

  #parameter(name: string, schema: Schema | undefined): string {
    const good = this.#knownOf(name);
    return good === undefined ? this.#text(schema) : String(good);
  }

  #knownOf(name: string): unknown {
    const values = this.#known[name];
    return values && this.#chance(0.7) ? this.#pick(values) : undefined;
  }

  #text(schema: Schema = {}): string {
    const { enum: choices, type } = this.#resolve(schema);
    if (choices && this.#chance(0.7)) return String(this.#pick(choices));
    if (type === "integer" && this.#chance(0.5)) return String(Math.floor(this.#random() * 5));
    return this.#pick(texts);
  }

  #resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    return this.#openApi.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {};
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }
}
