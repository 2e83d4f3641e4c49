import type { VerifierKey } from "./VerifierKey.ts";
import type { NoteAttestation } from "./verifyNote.ts";

/** Which cosignatures count. Unix seconds; either end may be open. */
export interface CosignatureWindow {
  readonly notBefore?: number;
  readonly notAfter: number;
}

export interface WitnessCount {
  /** Distinct witnesses whose cosignature counts. */
  readonly count: number;
  /** The latest time among them, or null when there is none. */
  readonly latest: number | null;
}

/**
 * Counts witnesses, each once however often it signed. A cosignature from before or after the
 * window does not count, nor does a signature of anybody else.
 */
export function countWitnesses(
  attested: readonly NoteAttestation[],
  witnesses: readonly VerifierKey[],
  { notBefore = 0, notAfter }: CosignatureWindow,
): WitnessCount {
  const counted = new Map<VerifierKey, number>();
  for (const { key, timestamp } of attested) {
    if (timestamp === null || !witnesses.includes(key)) continue;
    if (timestamp < notBefore || timestamp > notAfter) continue;
    counted.set(key, Math.max(timestamp, counted.get(key) ?? 0));
  }
  const times = [...counted.values()];
  return { count: counted.size, latest: times.length === 0 ? null : Math.max(...times) };
}
