import type { JsonObject } from "../encoding/json.ts";
import type { AskedClaim, AskedProof } from "./ProofRequest.ts";

/** Whether claims are all that was asked for, with the values that were asked for (OpenID4VP 1.0 §6.4). */
export const answersProof = (
  proof: AskedProof,
  { vct, claims }: { readonly vct: string; readonly claims: JsonObject },
): boolean => proof.types.includes(vct) && proof.claims.every((claim) => isAnswered(claim, claims));

function isAnswered({ path, values }: AskedClaim, claims: JsonObject): boolean {
  let value: unknown = claims;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as JsonObject)[step];
  }
  return values.length === 0 || values.some((each) => each === value);
}
