import type { LocalizedText, Verdict } from "@sello/sdk";
import type { PlaceStatus } from "../status/PublishedLists.ts";

/**
 * Where the proof came from: with the document; from our store, for a document that we issued; `pending`:
 * the document is ours and not in the log yet; `none`: we know of none.
 */
export type ProofOrigin = "presented" | "found" | "pending" | "none";

/** Whether a file is the one that its document seals. */
export type FileCheck = {
  readonly outcome: "passed" | "failed" | "unknown";
  readonly code: "file.matches" | "file.differs" | "file.not-about-a-file" | "file.no-document";
  readonly text: LocalizedText;
};

/** What this deployment knows beyond the verdict. Explains it, and makes it no better. */
export type Explanation = {
  readonly proof: ProofOrigin;
  /** For a document revoked or suspended: by whom, since when, and up to which block that is known. */
  readonly statusChange: PlaceStatus | null;
  /** For a sealed file that was given with its document. */
  readonly file: FileCheck | null;
};

/**
 * The sdk's verdict with its explanation. `outcome` is the verdict's, unless a file was given that is not
 * the sealed one, or of which that is unknown.
 */
export type VerificationResult = Verdict &
  Explanation & {
    /** All of it in plain words. */
    readonly summary: LocalizedText;
  };
