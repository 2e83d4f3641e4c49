import type { BroughtTrust } from "../presentation/BroughtTrust.ts";
import { loadBroughtTrust } from "../presentation/loadBroughtTrust.ts";
import type { Presentation } from "../presentation/Presentation.ts";
import { parsePresentation } from "../presentation/parsePresentation.ts";
import type { HeldStatusList } from "../status/StatusList.ts";
import { timeZoneOf } from "../trust/annotations.ts";
import type { TrustList } from "../trust/TrustList.ts";
import { checkClaims } from "./checks/claims.ts";
import {
  checkAccredited,
  checkAuthorityActive,
  checkIssuerKnown,
  checkKeyCurrent,
  checkSignature,
} from "./checks/issuer.ts";
import { checkAudience, checkKeyBinding, checkNonce } from "./checks/keyBinding.ts";
import { checkCheckpoint, checkInLog } from "./checks/log.ts";
import { checkStatus } from "./checks/status.ts";
import { checkTrustList } from "./checks/trustList.ts";
import { checkValidityPeriod } from "./checks/validityPeriod.ts";
import { checkWellFormed, toMalformedCheck } from "./checks/wellFormed.ts";
import type { Policy } from "./Policy.ts";
import type { SeenRevocation } from "./SeenRevocation.ts";
import { areWordsLoaded, loadWords } from "./texts/loadWords.ts";
import { setTimeZone } from "./toCheck.ts";
import { toVerdict } from "./toVerdict.ts";
import type { Check, Verdict } from "./Verdict.ts";
import { toContext, type VerifyContext } from "./VerifyContext.ts";

/**
 * Judges what somebody shows. Never throws on a bad document. `trustList` should come from
 * `verifyTrustList` or `acceptSuccessor`; without it, or with one that is not verified, the verdict
 * cannot be better than unknown. Entries that came along with the document are added to it where they are its own.
 * @param statusLists those that this verifier fetched or kept. One that came along with the document is in the
 * presentation: it may add that the document is revoked, and serves where nothing else is at hand
 * @param now unix seconds
 * @param seen revocations that this verifier has seen before
 */
export async function verify(
  presentation: Presentation | string | Uint8Array,
  trustList: TrustList | null,
  statusLists: readonly HeldStatusList[],
  policy: Policy,
  now: number,
  seen: readonly SeenRevocation[] = [],
): Promise<Verdict> {
  if (!areWordsLoaded()) await loadWords();
  const shown = toPresentation(presentation);
  if (!shown.wellFormed) return toVerdict([toMalformedCheck(shown.error)], policy, now, null);
  const list =
    trustList === null || shown.trust === null
      ? trustList
      : await addBrought(trustList, shown.trust);
  const context = await toContext(shown, { trustList: list, statusLists, seen }, policy, now);
  const checks = await runChecks(context);
  setTimeZone(checks, timeZoneOf(context.documentType));
  return toVerdict(checks, policy, now, context);
}

async function addBrought(list: TrustList, brought: BroughtTrust): Promise<TrustList> {
  const { withBroughtTrust } = await loadBroughtTrust();
  return withBroughtTrust(list, brought);
}

async function runChecks(context: VerifyContext): Promise<Check[]> {
  return [
    checkWellFormed(context),
    checkTrustList(context),
    checkIssuerKnown(context),
    checkSignature(context),
    checkInLog(context),
    checkCheckpoint(context),
    checkKeyCurrent(context),
    checkAuthorityActive(context),
    checkAccredited(context),
    checkValidityPeriod(context),
    checkStatus(context),
    await checkKeyBinding(context),
    checkAudience(context),
    checkNonce(context),
    checkClaims(context),
  ];
}

function toPresentation(shown: Presentation | string | Uint8Array): Presentation {
  return typeof shown === "string" || shown instanceof Uint8Array
    ? parsePresentation(shown)
    : shown;
}
