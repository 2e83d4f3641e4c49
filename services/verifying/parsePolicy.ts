import { verificationPolicy } from "@sello/api";
import type { Policy } from "@sello/sdk";
import { InvalidInput } from "../platform/errors.ts";

/** Throws `InvalidInput` `policy.invalid`, with where and what. */
export function parsePolicy(policy: unknown): Policy {
  const parsed = verificationPolicy.safeParse(policy ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    "policy.invalid",
    "The policy is not one that can be applied.",
    parsed.error.issues.map(({ path, code, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(""),
      code,
      message,
    })),
  );
}
