import type { Verdict, VerdictOutcome } from "../../sdk/verify/Verdict.ts";
import type { LocalizedText } from "../domain/LocalizedText.ts";
import type { PlaceStatus } from "../status/PublishedLists.ts";

/**
 * Where the proof came from: with the document; from our store, for a document that we issued; `pending`:
 * the document is ours and not in the log yet; `none`: we know of none.
 */
export type ProofOrigin = "presented" | "found" | "pending" | "none";

/** Whether a file is the one that its document seals. */
export type FileCheck = {
  readonly outcome: "passed" | "failed" | "unknown";
  readonly code: "file.ok" | "file.other" | "file.not-sealed" | "file.no-document";
  readonly text: LocalizedText;
};

export type VerificationResult = {
  /** The verdict's, unless a file was given that is not the sealed one, or cannot be told. */
  readonly outcome: VerdictOutcome;
  /** All of it in plain words. */
  readonly summary: LocalizedText;
  readonly verdict: Verdict;
  readonly proof: ProofOrigin;
  /** For a document revoked or suspended: by whom, since when, and up to which block that is known. */
  readonly statusChange: PlaceStatus | null;
  /** For a sealed file that was given with its document. */
  readonly file: FileCheck | null;
};
