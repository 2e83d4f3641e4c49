import { hash } from "node:crypto";
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
  const confirmation = members.cnf as { jwk: HolderKey } | undefined;
  const hiding = visible.filter(([, value]) => isHiding(value)) as [string, Hiding][];
  const claims =
    hiding.length === 0
      ? Object.fromEntries([...visible, ...disclosures.map(toMember)])
      : openEach(visible, new Map(hiding), disclosures);
  return { claims, holderKey: confirmation?.jwk };
}

/** An object whose members are each in a disclosure. */
type Hiding = { readonly _sd: readonly string[] };

const isHiding = (value: unknown): value is Hiding =>
  typeof value === "object" && value !== null && "_sd" in value;

function openEach(
  visible: readonly (readonly [string, unknown])[],
  hiding: ReadonlyMap<string, Hiding>,
  disclosures: readonly Buffer[],
): Claims {
  const claims: Record<string, unknown> = Object.fromEntries(visible);
  const owners = new Map<string, Record<string, unknown>>();
  for (const [name, { _sd }] of hiding) {
    const opened = {};
    claims[name] = opened;
    for (const digest of _sd) owners.set(digest, opened);
  }
  for (const disclosure of disclosures) {
    const [name, value] = toMember(disclosure);
    const digest = hash("sha256", disclosure.toString("base64url"), "base64url");
    (owners.get(digest) ?? claims)[name] = value;
  }
  return claims;
}

function toMember(disclosure: Buffer): readonly [string, unknown] {
  const [, name, value] = decode(disclosure) as [string, string, unknown];
  return [name, value];
}

const decode = (bytes: Buffer): unknown => JSON.parse(bytes.toString("utf8"));
