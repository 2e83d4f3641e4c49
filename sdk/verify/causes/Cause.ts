import type { LocalizedText } from "../../LocalizedText.ts";
import type { CheckCode } from "../checkCodes.ts";

/** Codes of checks that found nothing wrong, or that nobody asked for. */
type HarmlessCode = `${string}.ok` | `${string}.not-asked` | "checkpoint.ok-without-witnesses";

/** Every code by which a check may fail or stay unknown. A new one in `checkCodes` needs its cause. */
export type CauseCode = Exclude<CheckCode, HarmlessCode>;

/** Who can do something about it. */
export const moves = ["holder", "issuer", "verifier", "network"] as const;
export type Move = (typeof moves)[number];

export const causeKinds = [
  /** The file was altered on its way, by accident as far as anybody can see. */
  "damaged",
  /** Somebody's signature is wrong, or was not theirs to make. */
  "forged",
  /** It was genuine, and has ended or has not begun. */
  "ended",
  /** The issuer lacked a right. */
  "not-allowed",
  /** Not what was asked for, or not shown by its holder. */
  "not-as-asked",
  /** The verifier does not know enough. */
  "not-known",
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** Why a document is not valid, or why nobody can tell, and what is to be done. */
export interface Cause {
  readonly code: CauseCode;
  readonly kind: CauseKind;
  readonly move: Move;
  /** What is the matter, in a sentence: the text of the check that decided. */
  readonly text: LocalizedText;
  /** What the one whose move it is does next. */
  readonly next: LocalizedText;
  /** What the holder can do, in a sentence: whom to ask. The same as `next` where the move is the holder's. */
  readonly holder: LocalizedText;
  /** Page of the authority that the sentences name; null where none is known. */
  readonly where: string | null;
}
