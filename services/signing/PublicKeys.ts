import { type AuthorityId, fromHex } from "@sello/sdk";
import type { KeyTerm } from "@sello/sdk/trust";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { PublicKey } from "./Signer.ts";
import { toThumbprint } from "./toKid.ts";

/** An authority's keys as the registry names them. */
export type NamedKeys = {
  readonly id: AuthorityId;
  readonly keys: readonly { readonly thumbprint: string }[];
};

type PublishedOf = { readonly id: AuthorityId; readonly keys: readonly KeyTerm[] };

export const newestFirst = (keys: readonly KeyTerm[]): readonly KeyTerm[] =>
  [...keys].sort((a, b) => b.from - a.from);

/** The public part of signing keys that are held here, for many authorities at once. */
export class PublicKeys {
  readonly #database: Queryable;
  readonly #known = new Map<string, PublicKey>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** By thumbprint; what nobody has made here is not among them. One look-up for all that is not known yet. */
  async find(authorities: readonly NamedKeys[]): Promise<ReadonlyMap<string, PublicKey>> {
    const asked = authorities
      .filter(({ keys }) => keys.some(({ thumbprint }) => !this.#known.has(thumbprint)))
      .map(({ id }) => fromHex(id));
    if (asked.length > 0) {
      const { rows } = await this.#database.query<{ public: PublicKey }>(
        "select public from sealed_keys where kind = 'es256' and authority_id = any($1)",
        [asked],
      );
      for (const { public: key } of rows) this.#known.set(toThumbprint(key.kid), key);
    }
    return this.#known;
  }

  /** Every key that the authority has or had, newest first, as far as it is held here. */
  async published({ id, keys }: PublishedOf): Promise<readonly PublicKey[]> {
    const known = await this.find([{ id, keys }]);
    return newestFirst(keys).flatMap(({ thumbprint }) => {
      const key = known.get(thumbprint);
      return key ? [{ kid: key.kid, jwk: key.jwk }] : [];
    });
  }
}
