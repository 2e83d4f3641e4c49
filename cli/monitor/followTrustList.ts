import {
  acceptSuccessor,
  ownSigners,
  parseTrustList,
  SelloError,
  type TrustList,
  verifyTrustList,
} from "@sello/sdk";
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
  } else {
    const successor = await walk(api, known, offered);
    if (successor) return successor;
    findings.add("trust-list.signatures", where, sides);
  }
  return known;
}

/** Straight to the offered list if the known signers signed it, else through the versions between. */
async function walk(
  api: PublicApi,
  known: KnownTrustList,
  offered: KnownTrustList,
): Promise<KnownTrustList | null> {
  const direct = await accept(known, offered.note);
  if (direct) return direct;
  const last = offered.list.head.version;
  let at = known;
  const first = known.list.head.version + 1;
  if (last - first > monitorLimits.trustListSteps) return null;
  for (let version = first; version <= last; version += 1) {
    const note = version === last ? offered.note : await api.trustListOf(version);
    const next = note === null ? null : await accept(at, note);
    if (next === null) return null;
    at = next;
  }
  return at;
}

async function accept(known: KnownTrustList, note: string): Promise<KnownTrustList | null> {
  try {
    return { list: await acceptSuccessor(known.list, note), note };
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}
