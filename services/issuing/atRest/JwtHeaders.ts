import type { Queryable } from "../../platform/database/Transaction.ts";

/** A header of JWTs: in base64url, and by the number under which copies name it. */
export type StoredHeader = { readonly id: number; readonly text: string };

type Members = Readonly<Record<string, unknown>>;

/** The header of SD-JWT VCs that a key signs (RFC 9901 §4, RFC 7515 §4.1). */
export const headerOfKey = (kid: string): Members => ({ alg: "ES256", typ: "dc+sd-jwt", kid });

/** A header in base64url. */
export const toHeaderText = (members: Members): string =>
  Buffer.from(JSON.stringify(members), "utf8").toString("base64url");

/** Table `jwt_headers`: thousands of copies share a header. They are few, and never change. */
export class JwtHeaders {
  readonly #database: Queryable;
  readonly #known = new Map<string, StoredHeader>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** As `headerOfKey`, made when it is missing. */
  ofKey(kid: string): Promise<StoredHeader> {
    return this.of(headerOfKey(kid));
  }

  /** By a statement of its own, so that others see it at once. */
  of(members: Members): Promise<StoredHeader> {
    return this.ofText(toHeaderText(members));
  }

  /** @param text in base64url */
  async ofText(text: string): Promise<StoredHeader> {
    const known = this.#known.get(text);
    if (known) return known;
    const header = { id: await this.#idOf(text), text };
    this.#known.set(text, header);
    return header;
  }

  async #idOf(text: string): Promise<number> {
    await this.#database.query(
      "insert into jwt_headers (header) values ($1) on conflict do nothing",
      [text],
    );
    const { rows } = await this.#database.query<{ id: number }>(
      "select id from jwt_headers where header = $1",
      [text],
    );
    if (rows[0] === undefined) throw new Error("a header was not stored");
    return rows[0].id;
  }
}
