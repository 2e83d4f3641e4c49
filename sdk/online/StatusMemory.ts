import { sha256 } from "#sdk/crypto";
import { toHex } from "../encoding/hex.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import type { AuthorityId } from "../ids.ts";
import { limits } from "../limits.ts";
import { orNull } from "../orNull.ts";
import { RecentMap } from "../RecentMap.ts";
import {
  documentStatuses,
  type HeldStatusList,
  parseStatusListToken,
  readStatus,
  type StatusList,
} from "../status/StatusList.ts";
import type { Authority, TrustList } from "../trust/TrustList.ts";
import { isSignedByCurrentKey, judgeStatusList } from "../verify/judgeStatusList.ts";
import {
  formatSeenRevocation,
  parseSeenRevocation,
  type SeenRevocation,
} from "../verify/SeenRevocation.ts";
import { OnlineError } from "./OnlineError.ts";
import type { Ask } from "./TrustMemory.ts";
import type { VerifierStore } from "./VerifierStore.ts";

/** Which lists are kept, as JSON: pairs of a list's address and the id of its authority, the one last used first. */
const placesName = "status-lists";

/** A list, and whose it is. */
export type ListPlace = { readonly uri: string; readonly authority: AuthorityId };

type Place = { readonly uri: string; readonly index: number };

const hash = (text: string): string => toHex(sha256(text)).slice(2, 34);
const listName = (uri: string): string => `status/${hash(uri)}`;
// One for each document, so that two programs that share a store cannot lose what the other one saw.
const seenName = ({ uri, index }: Place): string => `revoked/${hash(`${uri}#${index}`)}`;

/** The status lists and revocations that a verifier has seen. All of it is verified before it is kept, and again when read. */
export class StatusMemory {
  readonly #store: VerifierStore;
  readonly #ask: Ask;
  // A list that was just fetched is looked at again as the one that is kept.
  readonly #parsed = new RecentMap<Promise<StatusList>>(2, limits.statusTokenBytesMax);

  /** @param ask asks the service for a token of a status list */
  constructor(store: VerifierStore, ask: Ask) {
    this.#store = store;
    this.#ask = ask;
  }

  /** The kept list; null without one, or when what lies there is not the issuer's, or from the future. */
  async list(uri: string, issuer: Authority, notAfter: number): Promise<StatusList | null> {
    const token = await this.#store.read(listName(uri));
    const list = token === null ? null : await orNull(() => this.#parse(token));
    if (list === null || list.uri !== uri || list.issuedAt > notAfter) return null;
    return (await judgeStatusList(list, issuer)) === "issuer" ? list : null;
  }

  /**
   * Asks for the newest list, and keeps it unless an earlier one is worth more. Throws `OnlineError`
   * `online.status-list` for one that is not what was asked for.
   * @param now unix seconds
   * @returns the list, also where it is from our future: then it shows that our clock is behind; null where it is not of
   * the trust list's network
   */
  async refresh(
    { uri, authority }: ListPlace,
    { authorities, head: { publicUrl } }: TrustList,
    times: { readonly now: number; readonly clockSkew: number },
  ): Promise<HeldStatusList | null> {
    const issuer = authorities.get(authority);
    // Only lists of this network are asked for: a document must not send its verifier elsewhere.
    if (issuer === undefined || !uri.startsWith(`${publicUrl}/v1/status-lists/`)) return null;
    const fetched = await this.#ask(uri.slice(publicUrl.length), limits.statusTokenBytesMax);
    return fetched === null ? null : this.#learn(fetched.text, uri, issuer, times);
  }

  async #learn(
    token: string,
    uri: string,
    issuer: Authority,
    { now, clockSkew }: { readonly now: number; readonly clockSkew: number },
  ): Promise<HeldStatusList> {
    const list = { ...(await this.#parse(token)), fetchedAt: now };
    const isOurs =
      list.uri === uri &&
      (await judgeStatusList(list, issuer)) === "issuer" &&
      isSignedByCurrentKey(list, issuer, Math.max(now, list.issuedAt));
    if (!isOurs)
      throw new OnlineError("online.status-list", "The status list is not the issuer's.", { uri });
    if (list.issuedAt > now + clockSkew) return list;
    const kept = await this.list(uri, issuer, now + clockSkew);
    // An old list must not make a revoked document valid again; nor must a new one.
    if (kept === null || (kept.issuedAt <= list.issuedAt && !unrevokes(list, kept)))
      await this.#keep(token, { uri, authority: issuer.id });
    return list;
  }

  /** Which lists are kept, the one last used first. What was written by others is not trusted: each list is judged when read. */
  async places(): Promise<readonly ListPlace[]> {
    const text = await this.#store.read(placesName);
    const pairs = text === null ? null : await orNull(async () => readPlaces(text));
    return pairs ?? [];
  }

  async #keep(token: string, place: ListPlace): Promise<void> {
    await this.#store.write(listName(place.uri), token);
    const before = await this.places();
    if (before[0]?.uri === place.uri) return;
    const places = [place, ...before.filter(({ uri }) => uri !== place.uri)];
    const pairs = places.map(({ uri, authority }) => [uri, authority]);
    await this.#store.write(placesName, JSON.stringify(pairs.slice(0, limits.statusListsKeptMax)));
    for (const { uri } of places.slice(limits.statusListsKeptMax))
      await this.#store.remove(listName(uri));
  }

  #parse(token: string): Promise<StatusList> {
    return this.#parsed.get(token, parseStatusListToken);
  }

  /** The revocation of this document that was seen; to be held against the trust list (`findStandingRevocation`). */
  async seen(place: Place): Promise<readonly SeenRevocation[]> {
    const text = await this.#store.read(seenName(place));
    const seen = text === null ? null : parseSeenRevocation(text);
    return seen === null ? [] : [seen];
  }

  /** Keeps a revocation that a genuine list said. */
  async see(seen: SeenRevocation): Promise<void> {
    await this.#store.write(seenName(seen), formatSeenRevocation(seen));
  }
}

const readPlaces = (text: string): ListPlace[] =>
  new JsonReader(parseJson(text, 2)).array(limits.statusListsKeptMax).map((pair) => {
    const [uri, authority] = pair.array(2);
    if (uri === undefined || authority === undefined) return pair.refuse("two texts");
    return { uri: uri.string(), authority: authority.string(/^0x[0-9a-f]{64}$/) as AuthorityId };
  });

/** Whether a list takes a revocation back that an earlier one has. */
export function unrevokes(list: StatusList, earlier: StatusList): boolean {
  const places = (earlier.entries.length * 8) / earlier.bits;
  for (let index = 0; index < places; index += 1) {
    const wasRevoked = readStatus(earlier, index) === documentStatuses.revoked;
    if (wasRevoked && readStatus(list, index) !== documentStatuses.revoked) return true;
  }
  return false;
}
