import { orNull } from "../orNull.ts";
import {
  documentStatuses,
  type HeldStatusList,
  parseStatusListToken,
  readStatus,
  type StatusList,
} from "../status/StatusList.ts";
import type { Authority } from "../trust/TrustList.ts";
import { isSignedByCurrentKey, judgeStatusList } from "./judgeStatusList.ts";

/** What the lists at hand say of one document. Only lists of its issuer are among them. */
export interface StatusEvidence {
  /** A list that says "revoked": it is final, so whatever others say does not matter. */
  readonly revokedBy: StatusList | null;
  /** The newest list that this verifier fetched, now or earlier. */
  readonly held: HeldStatusList | null;
  /** The list that came along with the document, if it counts. */
  readonly brought: StatusList | null;
  /** The list that came along claims a key of the issuer's that did not sign it. */
  readonly forged: boolean;
  /** There were lists, of which none counts. */
  readonly passedOver: boolean;
  /** Unix seconds: the latest time that the issuer put on a list at hand, also where it is in our future. */
  readonly signedAt: number | null;
}

type Place = { readonly uri: string; readonly index: number };
type Times = { readonly now: number; readonly clockSkew: number };

export const noEvidence: StatusEvidence = {
  revokedBy: null,
  held: null,
  brought: null,
  forged: false,
  passedOver: false,
  signedAt: null,
};

/**
 * Looks through the lists at hand. Those held count within the clock's tolerance. The one that was brought along was
 * chosen by the one who shows the document, so it has none: its key must be current now too, and its time be past.
 */
export async function gatherStatusEvidence(
  lists: readonly HeldStatusList[],
  token: string | null,
  place: Place,
  issuer: Authority,
  times: Times,
): Promise<StatusEvidence> {
  const held = await findHeld(lists, place, issuer);
  const present = held.filter((list) => isPast(list, times.now + times.clockSkew));
  // What is no status list is passed over: a person who adds one gains nothing by it.
  const read = token === null ? null : await orNull(() => parseStatusListToken(token));
  const signer = read === null ? null : await judgeStatusList(read, issuer);
  const isOurs = read?.uri === place.uri && signer === "issuer";
  const inUse = isOurs && read !== null && isSignedByCurrentKey(read, issuer, times.now);
  const brought = inUse && isPast(read, times.now) ? read : null;
  // Revoking is not what a thief gains by, so here the tolerance holds for a list that was brought as well.
  const revoking =
    inUse && isPast(read, times.now + times.clockSkew) ? [...present, read] : present;
  const says = (list: StatusList) => readStatus(list, place.index);
  return {
    revokedBy: newest(revoking.filter((list) => says(list) === documentStatuses.revoked)),
    held: newest(present),
    brought,
    forged: signer === "forged" && read?.uri === place.uri,
    passedOver: present.length === 0 && brought === null && (lists.length > 0 || token !== null),
    signedAt: newest(inUse && read !== null ? [...held, read] : held)?.issuedAt ?? null,
  };
}

async function findHeld(lists: readonly HeldStatusList[], { uri }: Place, issuer: Authority) {
  const named = lists.filter((list) => list.uri === uri);
  const signers = await Promise.all(named.map((list) => judgeStatusList(list, issuer)));
  return named.filter((_, at) => signers[at] === "issuer");
}

const isPast = ({ issuedAt, notBefore }: StatusList, at: number): boolean =>
  Math.max(issuedAt, notBefore ?? 0) <= at;

const newest = <List extends StatusList>(lists: readonly List[]): List | null =>
  lists.reduce<List | null>(
    (best, list) => (best === null || list.issuedAt > best.issuedAt ? list : best),
    null,
  );
