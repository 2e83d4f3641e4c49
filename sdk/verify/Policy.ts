import type { LogEnd } from "../trust/TrustList.ts";
import type { CheckId } from "./Verdict.ts";

/** What a verifier asks for beyond the rules of the network. Times in seconds. */
export interface Policy {
  /** How far clocks may differ. Default 120. */
  readonly clockSkewSeconds?: number;
  /** How old knowledge about revocation may be. Default one day. 0: it must be fetched for this verdict. */
  readonly statusAgeSecondsMax?: number;
  /** How old a witness's cosignature may be to count. No limit by default: logs do not forget. */
  readonly cosignatureAgeSecondsMax?: number;
  /**
   * Counts the witnesses' post-quantum cosignatures (ML-DSA-44) alone towards the trust list's
   * quorum, and asks for one at least. Default false: either kind counts.
   */
  readonly requirePostQuantum?: boolean;
  /**
   * Checkpoints that were shown to be part of a log as the trust list states its end (RFC 9162 §2.1.4). When given, a
   * checkpoint that counts only by keys that have ended, or of a log that is sealed, has to be one of them. By default
   * its size decides.
   */
  readonly provenCheckpoints?: readonly LogEnd[];
  /** Document types that are welcome, by `vct`. All by default. */
  readonly documentTypes?: readonly string[];
  /** Accepts the older `typ: vc+sd-jwt` as well. Default false. */
  readonly acceptVcSdJwtTyp?: boolean;
  /** What the holder must show. By default nothing; a key binding that is there is verified. */
  readonly keyBinding?: KeyBindingPolicy;
  /** Checks that may stay unknown in a valid verdict. None by default. */
  readonly mayBeUnknown?: readonly CheckId[];
}

export interface KeyBindingPolicy {
  /** Refuses documents without a key binding. Naming an audience or a nonce implies it. */
  readonly required?: boolean;
  /** The `aud` that this verifier answers to. */
  readonly audience?: string;
  /** The `nonce` that this verifier gave out. */
  readonly nonce?: string;
  /** How old a key binding may be. By default until its `exp`, a day at most; ten minutes without `exp`. */
  readonly ageSecondsMax?: number;
}
