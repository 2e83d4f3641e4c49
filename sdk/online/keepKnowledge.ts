import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { SelloError } from "../SelloError.ts";
import type { Authority, TrustList } from "../trust/TrustList.ts";
import { CheckpointMemory } from "./CheckpointMemory.ts";
import { checkpointName, type KeptKnowledge } from "./KeptKnowledge.ts";
import type { ListPlace, StatusMemory } from "./StatusMemory.ts";
import type { Ask, TrustMemory } from "./TrustMemory.ts";
import type { VerifierStore } from "./VerifierStore.ts";

export type KeeperParts = {
  readonly store: VerifierStore;
  readonly trust: TrustMemory;
  readonly statuses: StatusMemory;
  readonly ask: Ask;
  readonly trustOnFirstUse: boolean;
  /** Unix seconds. */
  readonly now: number;
  readonly clockSkew: number;
};

/** A list of addresses of status lists as JSON: each has an index of some digits. */
const aggregationBytesMax = 256 * 1024;

/** What is kept, without asking anybody. */
export async function readKept(parts: KeeperParts): Promise<KeptKnowledge> {
  const { store, trust, statuses, now, clockSkew } = parts;
  const list = await trust.pinned();
  if (list === null) return { trustList: null, statusLists: [], checkpoint: null, stale: [] };
  const notAfter = now + clockSkew;
  const statusLists: { uri: string; issuedAt: number }[] = [];
  for (const { uri, authority } of await statuses.places()) {
    const issuer = list.authorities.get(authority);
    const kept = issuer && (await statuses.list(uri, issuer, notAfter));
    if (kept) statusLists.push({ uri, issuedAt: kept.issuedAt });
  }
  const { version, issuedAt, validUntil } = list.head;
  const checkpoint = await new CheckpointMemory(store).kept(list.head, notAfter);
  return {
    trustList: { version, issuedAt, validUntil, isComplete: list.isComplete },
    statusLists,
    checkpoint: checkpoint && {
      origin: checkpoint.checkpoint.origin,
      size: checkpoint.checkpoint.size,
      witnessedAt: checkpoint.witnessedAt,
    },
    stale: [],
  };
}

/**
 * Brings what is kept up to date: trust list, the status lists that are kept already, and with them the checkpoint; with
 * `all`, every entry of the trust list and the status lists of every authority that has a key. What fails is left as it
 * was.
 */
export async function keepKnowledge(
  parts: KeeperParts,
  { all }: { readonly all: boolean },
): Promise<KeptKnowledge> {
  const { store, trust, statuses, ask, trustOnFirstUse, now, clockSkew } = parts;
  const stale: SelloError[] = [];
  const attempt = <Result>(instead: Result, work: () => Promise<Result>) =>
    work().catch((error: unknown) => {
      if (!(error instanceof SelloError)) throw error;
      stale.push(error);
      return instead;
    });
  await attempt(undefined, () => trust.refresh(trustOnFirstUse));
  if (all) await attempt(undefined, () => trust.keepAll());
  const list = await trust.pinned();
  if (list !== null) {
    const places = await placesToKeep(parts, list, all, attempt);
    const memory = new CheckpointMemory(store);
    // Without a document seen there is no log to follow, and a log that is new has no checkpoint.
    if (all || places.length > 0 || (await store.read(checkpointName)) !== null)
      await attempt(undefined, () => memory.refresh(list.head, now + clockSkew, ask));
    for (const place of places) await attempt(null, () => statuses.refresh(place, list, parts));
  }
  return { ...(await readKept(parts)), stale };
}

type Attempt = <Result>(instead: Result, work: () => Promise<Result>) => Promise<Result>;

/** The lists that are kept, newest first, and then those of the other authorities, up to what may be kept. */
async function placesToKeep(
  { statuses, ask }: KeeperParts,
  list: TrustList,
  all: boolean,
  attempt: Attempt,
): Promise<readonly ListPlace[]> {
  const places = new Map((await statuses.places()).map((place) => [place.uri, place]));
  const authorities = all ? [...list.authorities.values()] : [];
  for (const authority of authorities) {
    if (places.size >= limits.statusListsKeptMax) break;
    if (authority.keys.length === 0) continue;
    const uris = await attempt([], () => listsOf(authority, list.head.publicUrl, ask));
    for (const uri of uris) places.set(uri, { uri, authority: authority.id });
  }
  return [...places.values()].slice(0, limits.statusListsKeptMax);
}

/** IETF Token Status List §9.3. Addresses of other services are not asked for. */
async function listsOf({ slug }: Authority, publicUrl: string, ask: Ask): Promise<string[]> {
  const fetched = await ask(`/v1/status-lists/${slug}`, aggregationBytesMax);
  if (fetched === null) return [];
  return new JsonReader(parseJson(fetched.text, 2))
    .member("status_lists")
    .array(limits.statusListsKeptMax)
    .map((uri) => uri.string())
    .filter((uri) => uri.startsWith(`${publicUrl}/v1/status-lists/${slug}/`));
}
