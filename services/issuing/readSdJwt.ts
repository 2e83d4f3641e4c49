import type { Claims } from "../registry/types/DocumentType.ts";
import type { HolderKey } from "./IssuedDocument.ts";

/** Members of the payload that are not claims of the subject. */
const ownMembers = new Set("iss vct iat nbf exp cnf status _sd _sd_alg".split(" "));

/**
 * Claims and holder key of a document that we stored ourselves, with all its disclosures; it is trusted,
 * not verified.
 */
export function readSdJwt(sdJwt: string): { claims: Claims; holderKey: HolderKey | undefined } {
  const [jwt = "", ...disclosures] = sdJwt.split("~").filter((part) => part !== "");
  const payload = decode(jwt.split(".")[1] ?? "") as Record<string, unknown>;
  const visible = Object.entries(payload).filter(([name]) => !ownMembers.has(name));
  const disclosed = disclosures.map((text) => {
    const [, name, value] = decode(text) as [string, string, unknown];
    return [name, value] as const;
  });
  const confirmation = payload.cnf as { jwk: HolderKey } | undefined;
  return { claims: Object.fromEntries([...visible, ...disclosed]), holderKey: confirmation?.jwk };
}

const decode = (text: string): unknown =>
  JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
