import {
  formatSelloFile,
  fromBase64url,
  type JsonObject,
  parsePresentation,
  present,
  type TrustList,
  toBase64url,
  type Verdict,
  verify,
} from "@sello/sdk";
import type { TrialCity, TrialIssue, TrialStatus } from "./TrialCity.ts";

/** What may happen to a document before a verifier sees it. */
export const happenings = [
  ...(["none", "changed", "forged", "expired"] as const),
  ...(["suspended", "revoked", "unsealed", "copied"] as const),
] as const;

export type Happening = (typeof happenings)[number];

export type TrialVerdict = { readonly verdict: Verdict; readonly trustList: TrustList };

const issues: Partial<Record<Happening, TrialIssue>> = {
  forged: { isForged: true },
  expired: { hasExpired: true },
};

/**
 * The test wallet shows a document with these claims to the test verifier, who judges it with the code that everybody has.
 * @param claims of the document
 * @param shown which of those that may be withheld are shown
 */
export async function judgeTrial(
  city: TrialCity,
  claims: JsonObject,
  shown: readonly string[],
  happening: Happening,
): Promise<TrialVerdict> {
  const { document, proof } = await city.issue(claims, issues[happening]);
  const [audience, nonce] = ["https://verifier.test.invalid", newNonce()];
  const keyBinding = {
    sign: city.holder.sign,
    audience,
    // Shown to somebody before, and copied.
    nonce: happening === "copied" ? newNonce() : nonce,
    iat: city.now,
  };
  const there = shown.filter((name) => Object.hasOwn(claims, name));
  const presented = await present(document, there, { keyBinding });
  const file =
    happening === "unsealed"
      ? presented
      : formatSelloFile({
          document: happening === "changed" ? change(presented) : presented,
          proof,
        });
  const status: TrialStatus =
    happening === "suspended" || happening === "revoked" ? happening : "valid";
  const trustList = await city.trustList();
  const policy = { keyBinding: { required: true, audience, nonce } };
  const lists = [await city.statusList(status)];
  return {
    verdict: await verify(parsePresentation(file), trustList, lists, policy, city.now),
    trustList,
  };
}

const newNonce = (): string => toBase64url(globalThis.crypto.getRandomValues(new Uint8Array(16)));

/** Somebody writes another value into what is shown; where nothing can be withheld, into the signed part. */
function change(presented: string): string {
  const parts = presented.split("~");
  const at = parts.length > 2 ? 1 : 0;
  if (at === 1) {
    const disclosure = JSON.parse(new TextDecoder().decode(fromBase64url(parts[1] ?? "")));
    const text = JSON.stringify([...disclosure.slice(0, -1), "?"]);
    return parts.with(1, toBase64url(new TextEncoder().encode(text))).join("~");
  }
  const [header = "", payload = "", signature = ""] = (parts[0] ?? "").split(".");
  const said = JSON.parse(new TextDecoder().decode(fromBase64url(payload)));
  const text = JSON.stringify({ ...said, iat: said.iat - 1 });
  const altered = toBase64url(new TextEncoder().encode(text));
  return parts.with(0, [header, altered, signature].join(".")).join("~");
}
