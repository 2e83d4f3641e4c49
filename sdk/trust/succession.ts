import { limits } from "../limits.ts";
import { parseTrustList } from "./parseTrustList.ts";
import type { TrustHead, TrustList } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";
import { acceptSuccessor } from "./verifyTrustList.ts";

/** Gives the note of a version that was published before. */
export type ReadTrustVersion = (version: number) => Promise<string>;

/**
 * The newest list, accepted from one that may be many versions older: straight, where the signers have not changed
 * since; else by the versions at which they changed, back to one that the known signers signed, and forward again.
 * Throws TrustListError.
 */
export async function acceptNewest(
  known: TrustList,
  newest: string,
  read: ReadTrustVersion,
): Promise<TrustList> {
  const ahead: string[] = [];
  let note = newest;
  for (let steps = 0; steps <= limits.trustWalkStepsMax; steps++) {
    const accepted = await acceptSigned(known, note);
    if (accepted !== null) return goForward(accepted, ahead);
    const { head } = parseTrustList(note);
    const before = stepBefore(head);
    if (before <= known.head.version) break;
    ahead.push(note);
    note = await read(before);
    if (parseTrustList(note).head.version !== before) break;
  }
  throw new TrustListError(
    "trust-list.signatures",
    "no row of signers leads from the known list to the newest one",
    { known: known.head.version },
  );
}

/**
 * The version to look at where this one is not signed by whom we know. The first that names its signers is signed by
 * those before them, and its signers sign all up to this one.
 */
const stepBefore = ({ version, signersSince }: TrustHead): number =>
  signersSince < version ? signersSince : version - 1;

async function goForward(accepted: TrustList, ahead: readonly string[]): Promise<TrustList> {
  let at = accepted;
  for (const note of [...ahead].reverse()) at = await acceptSuccessor(at, note);
  return at;
}

/** null where others than the known signers signed it; what else is wrong is thrown. */
async function acceptSigned(known: TrustList, note: string): Promise<TrustList | null> {
  try {
    return await acceptSuccessor(known, note);
  } catch (error) {
    const isSignature =
      error instanceof TrustListError &&
      error.code === "trust-list.signatures" &&
      known.signedBy !== null;
    if (isSignature) return null;
    throw error;
  }
}
