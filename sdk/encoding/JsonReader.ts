import { lastSecond } from "../limits.ts";
import { EncodingError } from "./EncodingError.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/**
 * Reads a JSON value into domain types, once, at the edge. Whatever does not fit throws
 * EncodingError `encoding.json-member` with the path and what was expected.
 */
export class JsonReader {
  readonly value: unknown;
  readonly #parent: JsonReader | null;
  readonly #name: string | number;

  constructor(value: unknown, parent: JsonReader | null = null, name: string | number = "") {
    this.value = value;
    this.#parent = parent;
    this.#name = name;
  }

  /** An object with just these members; names in `optional` may be missing. */
  object(required: readonly string[], optional: readonly string[] = []): this {
    const members = this.anyObject();
    for (const name of required) if (!Object.hasOwn(members, name)) this.refuse(`member ${name}`);
    for (const name of Object.keys(members)) {
      if (!required.includes(name) && !optional.includes(name)) this.refuse("no unknown member");
    }
    return this;
  }

  anyObject(): JsonObject {
    return isJsonObject(this.value) ? this.value : this.refuse("an object");
  }

  member(name: string): JsonReader {
    const members = this.anyObject();
    const value = Object.hasOwn(members, name) ? members[name] : undefined;
    return new JsonReader(value, this, name);
  }

  array(itemsMax: number): JsonReader[] {
    if (!Array.isArray(this.value) || this.value.length > itemsMax) {
      return this.refuse(`an array of at most ${itemsMax}`);
    }
    return this.value.map((item, i) => new JsonReader(item, this, i));
  }

  /** A text of 1 to `charactersMax` UTF-16 units that matches the pattern. */
  string(pattern?: RegExp, charactersMax = 2048): string {
    const { value } = this;
    if (typeof value !== "string" || value === "" || value.length > charactersMax) {
      return this.refuse("a text");
    }
    if (pattern === undefined || pattern.test(value)) return value;
    return this.refuse(`a text like ${pattern.source}`);
  }

  /** A whole number from `min` to 2^53 - 1. */
  integer(min = 0): number {
    const { value } = this;
    const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= min;
    return fits ? value : this.refuse(`a whole number from ${min}`);
  }

  /**
   * Seconds since the epoch, up to the year 9999; RFC 7519 §2 allows fractions, which are cut off. More than that is
   * a time in milliseconds, or none at all.
   */
  numericDate(): number {
    const { value } = this;
    const fits = typeof value === "number" && value >= 0 && value <= lastSecond;
    return fits ? Math.floor(value) : this.refuse("a time in seconds since 1970");
  }

  /** A number of seconds, more than none; fractions are rounded up. */
  positive(): number {
    const { value } = this;
    const fits = typeof value === "number" && value > 0 && value <= lastSecond;
    return fits ? Math.ceil(value) : this.refuse("a number above 0");
  }

  boolean(): boolean {
    return typeof this.value === "boolean" ? this.value : this.refuse("true or false");
  }

  oneOf<const Value extends string | number>(values: readonly Value[]): Value {
    return values.find((value) => value === this.value) ?? this.refuse(values.join(" or "));
  }

  /** null stays null; everything else is read. */
  nullable<Value>(read: (reader: JsonReader) => Value): Value | null {
    return this.value === null ? null : read(this);
  }

  /** A missing member becomes null; everything else is read. */
  optional<Value>(read: (reader: JsonReader) => Value): Value | null {
    return this.value === undefined ? null : read(this);
  }

  refuse(expected: string): never {
    const path = this.#path() || "/";
    throw new EncodingError("encoding.json-member", `${path}: expected ${expected}`, {
      path,
      expected,
    });
  }

  #path(): string {
    return this.#parent === null ? "" : `${this.#parent.#path()}/${this.#name}`;
  }
}
