import { toThumbprint } from "../../signing/toKid.ts";
import type { Authority } from "../Registry.ts";
import type { RegistryOperation } from "./RegistryRequest.ts";

/**
 * The operations that let `kid` follow an authority's signing keys: it starts at `from`, and every key that
 * would go on ends at `until`, so that what was signed just before can still be anchored.
 * @param terms unix seconds; `from` is 0 for when the request is mined, or still to come then
 */
export function toRotation(
  authority: Authority,
  kid: string,
  terms: { readonly from: number; readonly until: number },
): RegistryOperation[] {
  const { until } = terms;
  const thumbprint = toThumbprint(kid);
  const ending = authority.keys.filter(
    (key) => key.thumbprint !== thumbprint && (key.until === null || key.until > until),
  );
  return [
    toKeyOperation(authority, thumbprint, terms.from, 0),
    ...ending.map((key) => toKeyOperation(authority, key.thumbprint, 0, until)),
  ];
}

const toKeyOperation = (
  authority: Authority,
  thumbprint: string,
  from: number,
  until: number,
): RegistryOperation => ({
  operation: "SetSigningKey",
  values: { authority: authority.id, thumbprint, from: String(from), until: String(until) },
});
