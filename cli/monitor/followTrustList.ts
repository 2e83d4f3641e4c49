import {
  acceptSuccessor,
  ownSigners,
  parseTrustList,
  SelloError,
  type TrustList,
  verifyTrustList,
} from "@sello/sdk";
import { compareHeads } from "./compareHeads.ts";
import type { Findings } from "./Findings.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi } from "./PublicApi.ts";

/** A trust list with the note it came as, which is what is kept. */
export type KnownTrustList = { readonly list: TrustList; readonly note: string };

/** A list that we already trust: it names its own signers. Throws SelloError. */
export async function openPinned(note: string): Promise<KnownTrustList> {
  const list = parseTrustList(note);
  return { list: await verifyTrustList(list, ownSigners(list)), note };
}

/** The newest list that the known one's signers signed; the known one where the service has no such list. */
export async function followTrustList(
  api: PublicApi,
  known: KnownTrustList,
  findings: Findings,
  now: number,
): Promise<KnownTrustList> {
  const offered = await findings.attempt("/v1/trust-list", () => readOffered(api));
  const accepted = offered ? await succeed(api, known, offered, findings) : known;
  const { validUntil, version } = accepted.list.head;
  if (validUntil <= now)
    findings.add(
      "trust-list.expired",
      { version },
      { expected: `after ${now}`, found: validUntil },
    );
  return accepted;
}

async function readOffered(api: PublicApi): Promise<KnownTrustList> {
  const note = await api.trustList();
  return { list: parseTrustList(note), note };
}

async function succeed(
  api: PublicApi,
  known: KnownTrustList,
  offered: KnownTrustList,
  findings: Findings,
): Promise<KnownTrustList> {
  const [before, after] = [known.list.head, offered.list.head];
  const where = { known: before.version, offered: after.version };
  const sides = { expected: known.note, found: offered.note };
  if (after.network !== before.network)
    findings.add("trust-list.other-network", where, {
      expected: before.network,
      found: after.network,
    });
  else if (after.version < before.version) findings.add("trust-list.rolled-back", where, sides);
  else if (after.version === before.version) {
    if (offered.list.note.text !== known.list.note.text)
      findings.add("trust-list.contradiction", where, sides);
  } else return walk(api, known, offered, findings);
  return known;
}

/**
 * Straight to the offered list if the known signers signed it, else through versions between: back from the first that
 * names the offered one's signers until one is signed by those whom we know, then forward.
 */
async function walk(
  api: PublicApi,
  known: KnownTrustList,
  offered: KnownTrustList,
  findings: Findings,
): Promise<KnownTrustList> {
  const path = await findings.attempt("/v1/trust-lists", () => findPath(api, known, offered));
  if (path === null) {
    const where = { known: known.list.head.version, offered: offered.list.head.version };
    const sides = { expected: known.note, found: offered.note };
    findings.add("trust-list.signatures", where, sides);
    return known;
  }
  let at = known;
  for (const next of path) {
    const taken = await takeStep(at, next, findings);
    if (taken === null) return at;
    at = taken;
  }
  return at;
}

/** Versions that lead from the known list to the offered one, oldest first; null without such a way. */
async function findPath(
  api: PublicApi,
  known: KnownTrustList,
  offered: KnownTrustList,
): Promise<readonly KnownTrustList[] | null> {
  const path = [offered];
  const isKnown = (version: number) => version <= known.list.head.version;
  while (path.length <= monitorLimits.trustListSteps) {
    const [first = offered] = path;
    if (await isSignedBy(known, first)) return path;
    const { version, signersSince } = first.list.head;
    // The first version of these signers is signed by those before them.
    const before = signersSince < version ? signersSince : version - 1;
    if (isKnown(before)) return null;
    const note = await api.trustListOf(before);
    if (note === null) return null;
    path.unshift({ list: parseTrustList(note), note });
  }
  return null;
}

const isSignedBy = async ({ list }: KnownTrustList, next: KnownTrustList): Promise<boolean> =>
  verifyTrustList(next.list, ownSigners(list)).then(
    () => true,
    (error: unknown) => {
      if (error instanceof SelloError) return false;
      throw error;
    },
  );

/** One step of the way; null where it must not be taken. */
async function takeStep(
  at: KnownTrustList,
  { list, note }: KnownTrustList,
  findings: Findings,
): Promise<KnownTrustList | null> {
  const notes = { before: at.note, after: note };
  if (!compareHeads({ before: at.list.head, after: list.head, notes }, findings)) return null;
  try {
    return { list: await acceptSuccessor(at.list, note), note };
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    const where = { known: at.list.head.version, offered: list.head.version, code: error.code };
    findings.add("trust-list.signatures", where, { expected: at.note, found: note });
    return null;
  }
}
