import { isPostQuantum, type VerifierKey } from "./VerifierKey.ts";
import type { NoteAttestation } from "./verifyNote.ts";

/** Which cosignatures count. Unix seconds; either end may be open. */
export interface CosignatureWindow {
  readonly notBefore?: number;
  readonly notAfter: number;
}

export interface WitnessCount {
  /** Distinct witnesses whose cosignature counts. */
  readonly count: number;
  /** The latest time among them, or null without one. */
  readonly latest: number | null;
}

/**
 * Counts witnesses, each once however often and with however many of its keys it signed: keys of
 * one name are one witness's. A cosignature from before or after the window does not count, nor
 * does a signature of anybody else.
 */
export function countWitnesses(
  attested: readonly NoteAttestation[],
  witnesses: readonly VerifierKey[],
  { notBefore = 0, notAfter }: CosignatureWindow,
): WitnessCount {
  const times = latestTimes(attested, witnesses, { notBefore, notAfter });
  return { count: times.length, latest: times[0] ?? null };
}

/** The latest time of each witness within the window, latest first. */
function latestTimes(
  attested: readonly NoteAttestation[],
  witnesses: readonly VerifierKey[],
  { notBefore, notAfter }: Required<CosignatureWindow>,
): readonly number[] {
  const counted = new Map<string, number>();
  for (const { key, timestamp } of attested) {
    if (timestamp === null || !witnesses.includes(key)) continue;
    // C2SP tlog-cosignature, "ML-DSA-44 signed message": at time 0 the cosigner does not say that it
    // has seen no larger tree, and tlog-witness ("add-checkpoint") forbids witnesses to leave it out.
    if (timestamp === 0 && isPostQuantum(key)) continue;
    if (timestamp < notBefore || timestamp > notAfter) continue;
    counted.set(key.name, Math.max(timestamp, counted.get(key.name) ?? 0));
  }
  return [...counted.values()].sort((a, b) => b - a);
}
