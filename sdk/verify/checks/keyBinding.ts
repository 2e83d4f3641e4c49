import { verifyKeyBinding } from "../../sdjwt/keyBinding.ts";
import { toCheck } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** RFC 9901 §7.3: a key binding that is there is verified, whether or not it was asked for. */
export async function checkKeyBinding(context: VerifyContext): Promise<Check> {
  const { presentation, policy } = context;
  const { sdJwt, keyBinding, payload } = presentation;
  if (sdJwt.keyBinding === null || keyBinding === null) {
    return isAsked(policy.keyBinding)
      ? toCheck("failed", "key-binding.missing")
      : toCheck("skipped", "key-binding.not-asked");
  }
  if (payload.holderKey === null) return toCheck("failed", "key-binding.no-holder-key");
  const { withoutKeyBinding } = sdJwt;
  const result = await verifyKeyBinding(
    sdJwt.keyBinding,
    keyBinding,
    withoutKeyBinding,
    payload.holderKey,
  );
  if (result !== "ok") return toCheck("failed", `key-binding.${result}`);
  return judgeAge(keyBinding.issuedAt, context);
}

export function checkAudience({ presentation, policy }: VerifyContext): Check {
  const expected = policy.keyBinding?.audience;
  if (expected === undefined) return toCheck("skipped", "audience.not-asked");
  const { keyBinding } = presentation;
  if (keyBinding === null) return toCheck("failed", "audience.no-key-binding");
  return keyBinding.audience === expected
    ? toCheck("passed", "audience.ok")
    : toCheck("failed", "audience.other");
}

export function checkNonce({ presentation, policy }: VerifyContext): Check {
  const expected = policy.keyBinding?.nonce;
  if (expected === undefined) return toCheck("skipped", "nonce.not-asked");
  const { keyBinding } = presentation;
  if (keyBinding === null) return toCheck("failed", "nonce.no-key-binding");
  return keyBinding.nonce === expected
    ? toCheck("passed", "nonce.ok")
    : toCheck("failed", "nonce.other");
}

function judgeAge(issuedAt: number, { policy, now, clockSkew }: VerifyContext): Check {
  const ageMax = policy.keyBinding?.ageSecondsMax;
  const details = { knownAt: issuedAt };
  if (issuedAt > now + clockSkew) {
    return toCheck("failed", "key-binding.in-the-future", details);
  }
  return ageMax !== undefined && now - issuedAt > ageMax
    ? toCheck("failed", "key-binding.too-old", details)
    : toCheck("passed", "key-binding.ok", details);
}

function isAsked(policy: VerifyContext["policy"]["keyBinding"]): boolean {
  return policy?.required === true || policy?.audience !== undefined || policy?.nonce !== undefined;
}
