import type { Claims } from "../registry/types/DocumentType.ts";
import type { CopyContent } from "./atRest/copyContent.ts";
import type { HolderKey } from "./IssuedDocument.ts";

/** Members of the payload that are not claims of the subject. */
const ownMembers = new Set("iss vct iat nbf exp cnf status mandate _sd _sd_alg".split(" "));

/** Claims and holder key of a document that we stored ourselves; it is trusted, not verified. */
export function readSdJwt({ payload, disclosures }: Pick<CopyContent, "payload" | "disclosures">): {
  claims: Claims;
  holderKey: HolderKey | undefined;
} {
  const members = decode(payload) as Record<string, unknown>;
  const visible = Object.entries(members).filter(([name]) => !ownMembers.has(name));
  const disclosed = disclosures.map((bytes) => {
    const [, name, value] = decode(bytes) as [string, string, unknown];
    return [name, value] as const;
  });
  const confirmation = members.cnf as { jwk: HolderKey } | undefined;
  return { claims: Object.fromEntries([...visible, ...disclosed]), holderKey: confirmation?.jwk };
}

const decode = (bytes: Buffer): unknown => JSON.parse(bytes.toString("utf8"));
