import { limits } from "../../limits.ts";
import { type KeyBinding, verifyKeyBinding } from "../../sdjwt/keyBinding.ts";
import { findFastClock } from "../findFastClock.ts";
import { policyDefaults } from "../policyDefaults.ts";
import { toCheck, toDate } from "../toCheck.ts";
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
  return judgeAge(keyBinding, context);
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

/**
 * RFC 9901 §7.3 step 5.f. With `exp`, the window is what the holder's device says, up to a limit; without, what the
 * policy says or the default. Where the times are ahead of ours, one of two clocks is wrong: later, we could tell.
 */
function judgeAge(binding: KeyBinding, context: VerifyContext): Check {
  const { policy, now, clockSkew } = context;
  const { issuedAt, notBefore, expiresAt } = binding;
  const details = { knownAt: issuedAt };
  if (Math.max(issuedAt, notBefore ?? 0) > now + clockSkew) {
    return toCheck("unknown", "key-binding.in-the-future", details);
  }
  const byDefault =
    expiresAt === null ? policyDefaults.keyBindingAgeSecondsMax : limits.keyBindingSecondsMax;
  const ageMax = policy.keyBinding?.ageSecondsMax ?? byDefault;
  const end = Math.min(issuedAt + ageMax, expiresAt ?? Number.POSITIVE_INFINITY);
  if (now <= end + clockSkew) {
    const code = isAddressed(policy.keyBinding) ? "key-binding.ok" : "key-binding.ok-for-anybody";
    return toCheck("passed", code, details);
  }
  const fetched = findFastClock(context);
  return fetched !== null && fetched <= end + clockSkew
    ? toCheck("unknown", "key-binding.clock-ahead", {
        ...details,
        values: { time: toDate(fetched), now: toDate(now) },
      })
    : toCheck("failed", "key-binding.too-old", details);
}

// Without either, the binding may have been made for somebody else, and be shown here by anybody who got hold of it.
const isAddressed = (policy: VerifyContext["policy"]["keyBinding"]): boolean =>
  policy?.audience !== undefined || policy?.nonce !== undefined;

function isAsked(policy: VerifyContext["policy"]["keyBinding"]): boolean {
  return policy?.required === true || policy?.audience !== undefined || policy?.nonce !== undefined;
}
