import type { ReachKind } from "@sello/api";
import { type AuthorityId, type Hex, toCityDate } from "@sello/sdk";
import type { ApiKeys } from "../../accounts/ApiKeys.ts";
import {
  subordinateAuthorities,
  subordinateAuthority,
  subordinateKey,
} from "../../accounts/actsFor.ts";
import { type Caller, officerId } from "../../http/Caller.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import { headerOfKey, toHeaderText } from "../atRest/JwtHeaders.ts";
import type { Selection } from "../StoredDocument.ts";
import { type Counted, selectFigures } from "./selectFigures.ts";

/** What something reaches: a signing key, an officer, an API key, an authority. */
export type Reach = { readonly kind: ReachKind; readonly id: string };

/** What of it is asked for. Times are Unix seconds. */
export type ReachFilter = { readonly type?: string; readonly from?: number; readonly to?: number };

type Parts = {
  readonly database: Queryable;
  readonly registry: Registry;
  readonly apiKeys: Pick<ApiKeys, "get">;
};

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const accountPattern = /^0x[0-9a-fA-F]{40}$/;

/** All that something touched, in the caller's authority and in those below it. */
export class Reaches {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Which documents that is. Not there, or of an authority that is neither the caller's nor below it: `NotFound`
   * `api_key.unknown`, `authority.unknown`, `reach.unknown`; `Forbidden` `api_key.authority`.
   */
  async selection(
    caller: Caller,
    { kind, id }: Reach,
    filter: ReachFilter = {},
  ): Promise<Selection> {
    const { registry } = this.#parts;
    if (kind === "authority") {
      const { id: own } = await subordinateAuthority(registry, caller, id);
      return { ...filter, authorities: [own] };
    }
    if (kind === "api-key") return { ...filter, ...(await this.#ofKey(caller, id)) };
    if (kind === "officer") return { ...filter, ...(await this.#ofOfficer(caller, id)) };
    return this.#ofSigningKey(caller, id as Hex, filter);
  }

  /** Counts by type, status, state and day. `timeZone`: IANA name; days begin when they begin there. */
  async figures(selection: Selection, timeZone: string | null) {
    const { database } = this.#parts;
    const { isExact, counted } = await selectFigures(database, selection, limits.reachLookedAt);
    const slugs = await this.#slugs(counted);
    const types = sum(counted, ({ authority, type }) => `${slugs.get(authority)} ${type}`);
    const days = sum(counted, ({ hour }) => toCityDate(hour, timeZone));
    return {
      documents: counted.reduce((total, { documents }) => total + documents, 0),
      exact: isExact,
      types: types.map(([key, documents]) => {
        const [authority = "", type = ""] = key.split(" ");
        return { authority, type, documents };
      }),
      days: days
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .slice(-limits.reachDays)
        .map(([day, documents]) => ({ day, documents })),
      statuses: isExact ? toStatuses(counted) : null,
      anchored: isExact ? countOf(counted, ({ anchored }) => anchored) : null,
    };
  }

  async #slugs(counted: readonly Counted[]): Promise<ReadonlyMap<AuthorityId, string>> {
    const ids = [...new Set(counted.map(({ authority }) => authority))];
    const found = await Promise.all(ids.map((id) => this.#parts.registry.byId(id)));
    return new Map(found.map(({ id, slug }) => [id, slug]));
  }

  async #ofKey(caller: Caller, id: string): Promise<Selection> {
    if (!uuidPattern.test(id))
      throw new NotFound("api_key.unknown", "There is no such API key.", { id });
    const { authority } = await subordinateKey(this.#parts, caller, id);
    return { authorities: [authority], callerId: id };
  }

  /** An officer may act for several authorities. Officers of the past are found too, for the registry keeps them. */
  async #ofOfficer(caller: Caller, account: string): Promise<Selection> {
    const own = new Set(await subordinateAuthorities(this.#parts.registry, caller));
    const isOfficer = ({ id, officers }: Authority) =>
      own.has(id) &&
      officers.some(({ address }) => address.toLowerCase() === account.toLowerCase());
    const authorities = (await this.#parts.registry.all()).filter(isOfficer).map(({ id }) => id);
    if (!accountPattern.test(account) || authorities.length === 0)
      throw new NotFound("reach.unknown", "The account was never an officer here.", { account });
    return { authorities, callerId: officerId(account) };
  }

  async #ofSigningKey(
    caller: Caller,
    thumbprint: Hex,
    { from = 0, to, ...filter }: ReachFilter,
  ): Promise<Selection> {
    const own = new Set(await subordinateAuthorities(this.#parts.registry, caller));
    for (const { id, keys } of await this.#parts.registry.all()) {
      const key = own.has(id) ? keys.find((each) => each.thumbprint === thumbprint) : undefined;
      if (key === undefined) continue;
      const kid = Buffer.from(thumbprint.slice(2), "hex").toString("base64url");
      // The clocks of the chain and of the database may differ: in the end the key itself decides.
      const ends = [to, key.until === null ? undefined : key.until + limits.daySeconds];
      const end = Math.min(...ends.filter((each) => each !== undefined));
      return {
        ...filter,
        authorities: [id],
        header: toHeaderText(headerOfKey(kid)),
        from: Math.max(from, key.from - limits.daySeconds),
        ...(Number.isFinite(end) ? { to: end } : {}),
      };
    }
    throw new NotFound("reach.unknown", "There is no such signing key.", { thumbprint });
  }
}

const countOf = (counted: readonly Counted[], isMeant: (each: Counted) => boolean): number =>
  counted.reduce((total, each) => total + (isMeant(each) ? each.documents : 0), 0);

/** As one sees them: revoked comes before expired, for it is final. */
const toStatuses = (counted: readonly Counted[]) => ({
  valid: countOf(counted, ({ act, expired }) => !expired && (act === null || act === "reinstate")),
  suspended: countOf(counted, ({ act, expired }) => !expired && act === "suspend"),
  revoked: countOf(counted, ({ act }) => act === "revoke"),
  expired: countOf(counted, ({ act, expired }) => expired && act !== "revoke"),
});

/** Sums by a key, the largest first. */
function sum(counted: readonly Counted[], keyOf: (each: Counted) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const each of counted) {
    const key = keyOf(each);
    sums.set(key, (sums.get(key) ?? 0) + each.documents);
  }
  return [...sums].sort(([, one], [, other]) => other - one);
}
