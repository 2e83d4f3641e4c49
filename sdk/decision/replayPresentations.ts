import type { Presentation, WellFormedPresentation } from "../presentation/Presentation.ts";
import type { CheckId, Verdict } from "../verify/Verdict.ts";
import { DecisionError } from "./DecisionError.ts";
import { type DecisionReceipt, decisionReceiptType, readReceiptClaims } from "./decisionReceipt.ts";
import { type AlteredPart, type Replay, replay } from "./replay.ts";
import { type RuleVersion, readRuleVersion, ruleVersionType } from "./ruleVersion.ts";

/** A document as it was parsed, and what `verify` says of it; without a verdict nobody has looked at its seal. */
export interface ReplayedDocument {
  readonly presentation: Presentation;
  readonly verdict?: Pick<Verdict, "checks"> | null;
}

export interface ReplayedReceipt {
  readonly replay: Replay;
  /** Null where what it says cannot be read. */
  readonly receipt: DecisionReceipt | null;
  /** Whether every document that counted is sealed by who issued it and is in the log; null: nobody could tell. */
  readonly isSealed: boolean | null;
}

/** Checks that say who made a document, and that the log has it. What holds today, its status, is another question. */
const sealChecks: ReadonlySet<CheckId> = new Set([
  "issuer-known",
  "signature",
  "in-log",
  "checkpoint",
  "key-current",
  "authority-active",
  "accredited",
  "claims",
]);

/**
 * Replays a receipt by rule versions, all as documents. A receipt whose disclosures do not belong to it, or a document whose
 * seal is broken, is altered. Rule versions count if the authority that issued the receipt issued them.
 * Throws DecisionError: `decision.receipt-malformed` for what is no receipt.
 */
export function replayPresentations(
  receipt: ReplayedDocument,
  versions: readonly ReplayedDocument[],
): ReplayedReceipt {
  const { presentation } = receipt;
  if (!presentation.wellFormed) {
    const { code, message } = presentation.error;
    if (code === "sello-file.damaged") return altered("file", null);
    if (!foreign.has(code)) throw notReceipt(message);
    return altered("input", null);
  }
  if (typeOf(presentation) !== decisionReceiptType) throw notReceipt("of another type");
  const claims = readReceiptClaims(presentation.subjectClaims);
  if (sealOf(receipt) === false) return altered("receipt", claims);
  const own = versions.filter((version) => isOf(version.presentation, presentation.payload.iss));
  if (own.some((version) => sealOf(version) === false)) return altered("rules", claims);
  const read: RuleVersion[] = [];
  for (const version of own) {
    const found = readVersion(version);
    if (found === "altered") return altered("rules", claims);
    read.push(found);
  }
  const { withheld } = presentation.disclosed;
  const seals = [receipt, ...own].map(sealOf);
  return {
    replay: replay({ receipt: claims, withheld }, read),
    receipt: claims,
    isSealed: seals.includes(null) ? null : true,
  };
}

/** Disclosures that the document did not commit to. */
const foreign: ReadonlySet<string> = new Set([
  "sdjwt.unreferenced-disclosure",
  "sdjwt.duplicate-digest",
  "sdjwt.claim-twice",
  "sdjwt.disclosure",
]);

const notReceipt = (why: string) =>
  new DecisionError("decision.receipt-malformed", `not a decision receipt: ${why}`, { why });

const altered = (what: AlteredPart, receipt: DecisionReceipt | null): ReplayedReceipt => ({
  replay: { kind: "altered", what },
  receipt,
  isSealed: false,
});

/** The name in its `vct`. */
const typeOf = ({ payload }: WellFormedPresentation): string | null =>
  /\/types\/([^/]+)\/\d+$/.exec(payload.vct)?.[1] ?? null;

const isOf = (presentation: Presentation, iss: string): boolean =>
  !presentation.wellFormed ||
  (typeOf(presentation) === ruleVersionType && presentation.payload.iss === iss);

/** Null: not known, which is no reason to take it for forged. */
function sealOf({ verdict }: ReplayedDocument): boolean | null {
  const checks = (verdict?.checks ?? []).filter(({ id }) => sealChecks.has(id));
  if (checks.some(({ outcome }) => outcome === "failed")) return false;
  return checks.length > 0 && checks.every(({ outcome }) => outcome === "passed") ? true : null;
}

function readVersion({ presentation }: ReplayedDocument): RuleVersion | "altered" {
  if (!presentation.wellFormed) return "altered";
  try {
    return readRuleVersion(presentation.subjectClaims);
  } catch (error) {
    if (error instanceof DecisionError) return "altered";
    throw error;
  }
}
