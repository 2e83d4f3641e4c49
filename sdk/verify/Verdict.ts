import type { JsonObject } from "../encoding/json.ts";
import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import type { Mandate } from "../presentation/Mandate.ts";
import type { ErrorData } from "../SelloError.ts";
import type { AuthorityKind } from "../trust/TrustList.ts";
import type { Cause } from "./causes/Cause.ts";
import type { CheckCode } from "./checkCodes.ts";

/** The checks, in the order in which a verdict lists them. */
export const checkIds = [
  "well-formed",
  "trust-list",
  "issuer-known",
  "signature",
  "in-log",
  "checkpoint",
  "key-current",
  "authority-active",
  "accredited",
  "validity-period",
  "status",
  "key-binding",
  "audience",
  "nonce",
  "claims",
] as const;

export type CheckId = (typeof checkIds)[number];

/** `skipped`: nobody asked for it and the document does not have it. */
export type CheckOutcome = "passed" | "failed" | "unknown" | "skipped";

export interface Check {
  readonly id: CheckId;
  readonly outcome: CheckOutcome;
  /** Stable; starts with the id, as in `status.revoked`. */
  readonly code: CheckCode;
  /** What `code` means, in plain words. */
  readonly text: LocalizedText;
  readonly data?: ErrorData;
  /** Unix seconds: the age of what this check relied on. */
  readonly knownAt?: number;
}

/** `unknown` is never to be shown as valid. */
export type VerdictOutcome = "valid" | "invalid" | "unknown";

export interface Verdict {
  readonly outcome: VerdictOutcome;
  /** The whole verdict in a sentence. */
  readonly text: LocalizedText;
  /** Why it is not valid, or why nobody can tell, and whose move it is; missing for a valid document. */
  readonly cause?: Cause;
  /** All of `checkIds`, in their order; `well-formed` alone for what could not be read. */
  readonly checks: readonly Check[];
  /** Checks that stayed unknown and that the policy allowed to. */
  readonly allowedUnknown: readonly CheckId[];
  /** What the document says; only when the issuer's signature passed. */
  readonly document?: VerifiedDocument;
  readonly asOf: KnowledgeTimes;
}

/** When what the verdict relies on was known. Unix seconds. */
export interface KnowledgeTimes {
  readonly verifiedAt: number;
  readonly trustListIssuedAt?: number;
  readonly statusIssuedAt?: number;
  readonly anchoredAt?: number;
  /** The latest witness cosignature that counted. */
  readonly witnessedAt?: number;
}

export interface VerifiedDocument {
  readonly issuer: {
    readonly id: AuthorityId;
    readonly iss: string;
    readonly slug: string;
    readonly name: LocalizedText;
    readonly kind: AuthorityKind;
  };
  readonly type: {
    readonly id: DocumentTypeId;
    readonly vct: string;
    /** null for a type that the trust list does not describe. */
    readonly name: LocalizedText | null;
  };
  /** The disclosed and the always visible claims, without what SD-JWT VC defines. */
  readonly claims: JsonObject;
  /** Withheld claims and decoys together: nobody but the holder can tell them apart. */
  readonly withheld: number;
  readonly issuedAt: number;
  readonly notBefore: number | null;
  /** Unix seconds: the first at which it is no longer valid. */
  readonly expiresAt: number | null;
  /** IANA name of the time zone by which the issuer counts dates; null if the type does not say. */
  readonly timeZone: string | null;
  /**
   * Claims that were true on one day and may have changed since, with that day (`YYYY-MM-DD`, in the time zone): that a
   * person is not over an age yet. Missing if there are no such claims.
   */
  readonly statedOn?: Readonly<Record<string, string>>;
  readonly status: { readonly uri: string; readonly index: number };
  /** Somebody else shows it for the person whose document it is: `describeMandate`. Missing: nobody does. */
  readonly mandate?: Mandate;
}
