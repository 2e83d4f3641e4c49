import type { ApplicationOutcome, ApplicationState, ApplicationStep } from "@sello/api";
import type { AuthorityId, DocumentId, JsonObject, LocalizedText } from "@sello/sdk";
import type { EvidenceVerdict, Fact, Facts, ReviewOutcome } from "@sello/sdk/decision";

/** Where a piece of evidence comes from: a document of the applicant's account, which they let us look at, or one they bring. */
export type AskedEvidence = { readonly from: "account" } | { readonly sello: string };

/** A piece of evidence as it was found when it was looked at. */
export type CheckedEvidence = {
  readonly from: "account" | "brought";
  readonly verdict: EvidenceVerdict;
  /** What it says, of the claims that the item asks for. */
  readonly claims: JsonObject;
  /** Name of the authority that issued it. Null: nobody that the trust list knows. Absent: of before it was kept. */
  readonly issuer?: LocalizedText | null;
  /** Of the account: which document it is. */
  readonly document: DocumentId | null;
  /** Unix seconds of the status that was known; null: none was. */
  readonly statusAt: number | null;
  /** Version of the trust list by which it was checked; null: there was none. */
  readonly trustList: number | null;
};

/** What both evaluators gave. */
export type KeptReview = {
  readonly outcome: ReviewOutcome;
  readonly path: readonly string[];
  readonly outputs: Readonly<Record<string, Fact>>;
  readonly missing: readonly string[];
  readonly nearly: readonly { readonly row: string; readonly field: string }[];
  readonly facts: Facts;
};

/** What is sealed of an application: personal data, and what people wrote. */
export type ApplicationContent = {
  /** When it, or its last completion, was handed in: days are counted from there. Unix seconds. */
  readonly at: number;
  readonly form: JsonObject;
  readonly evidence: Readonly<Record<string, AskedEvidence>>;
  readonly checked: Readonly<Record<string, CheckedEvidence>> | null;
  readonly review: KeptReview | null;
  /** Which program decided by the rules; null: none gave an answer. */
  readonly engine: { readonly name: string; readonly version: string } | null;
  /** What a person gave in the place of a row's outputs. */
  readonly outputs: Readonly<Record<string, Fact>>;
  /** What people wrote, by the number of the step at which they did. */
  readonly words: Readonly<Record<number, string>>;
};

/** Times are unix seconds. */
export type Application = {
  readonly id: string;
  readonly account: string;
  readonly item: string;
  readonly authority: AuthorityId;
  readonly state: ApplicationState;
  readonly outcome: ApplicationOutcome | null;
  readonly isManual: boolean;
  readonly appeals: string | null;
  readonly ruleVersion: string | null;
  readonly ruleGrant: string | null;
  readonly steps: number;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly decidedAt: number | null;
  /** `rules`, or an officer, as the audit names them. */
  readonly decidedBy: string | null;
  readonly document: DocumentId | null;
  readonly receipt: DocumentId | null;
  readonly tries: number;
};

/** With what it says, and the key by which that is sealed, wrapped. */
export type OpenApplication = Application & {
  readonly content: ApplicationContent;
  readonly wrappedKey: Buffer;
};

/** One line of an application's journal. `data` has codes and ids, never personal data. */
export type TakenStep = {
  readonly number: number;
  readonly at: number;
  readonly step: ApplicationStep;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
};
