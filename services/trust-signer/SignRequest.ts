import { type EcPublicJwk, type Hex, limits as sdkLimits } from "@sello/sdk";
import { limits } from "../platform/limits.ts";
import type { HeadProposal, RegistryPosition } from "../registry/trust/TrustOffices.ts";
import { approvalsNeeded } from "../registry/types/published/approvals.ts";
import type { Approval, PublishedType } from "../registry/types/published/PublishedType.ts";
import { HeadRefused } from "./errors.ts";

/** Of one type: a signature by a contract may be asked of the office's node. */
const approvalsMax = 2 * approvalsNeeded;

/** What an office is asked to sign, with the introductions of signers' later keys. */
export type SignRequest = HeadProposal & {
  readonly introductions: readonly string[];
  /** Published document types that the office may not have yet. */
  readonly offered: readonly PublishedType[];
};

/** The request as it is sent: JSON, a block as a number. */
export const formatSignRequest = ({ registries, ...rest }: SignRequest): string =>
  JSON.stringify({
    ...rest,
    registries: registries.map(({ block, ...place }) => ({ ...place, block: Number(block) })),
  });

/** @throws HeadRefused `trust_list.request` */
export function parseSignRequest(json: string): SignRequest {
  const value = parseObject(json);
  const { text } = value;
  if (typeof text !== "string" || text.length > sdkLimits.trustListBytesMax) throw unreadable();
  return {
    text,
    registries: arrayOf(value.registries).map(toPosition),
    keys: arrayOf(value.keys).map(toJwk),
    signers: arrayOf(value.signers).map(toText),
    introductions: arrayOf(value.introductions).map(toText),
    // A service of before publishes none.
    types: arrayOf(value.types ?? []).map(toHash),
    offered: arrayOf(value.offered ?? []).map(toPublished),
  };
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // It is not JSON.
  }
  throw unreadable();
}

function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length <= limits.trustSignItems) return value;
  throw unreadable();
}

function toText(value: unknown): string {
  if (typeof value === "string" && value.length <= sdkLimits.noteBytesMax) return value;
  throw unreadable();
}

function toPosition(value: unknown): RegistryPosition {
  const { chainId, registry, block } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isAddress = typeof registry === "string" && /^0x[0-9a-f]{40}$/.test(registry);
  if (!isAddress || !isNumber(chainId) || !isNumber(block)) throw unreadable();
  return { chainId, registry: registry as RegistryPosition["registry"], block: BigInt(block) };
}

function toHash<Id extends Hex>(value: unknown): Id {
  if (typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value)) return value as Id;
  throw unreadable();
}

function toPublished(value: unknown): PublishedType {
  const { authority, file, approvals } = Object(value ?? {}) as Readonly<Record<string, unknown>>;
  return {
    authority: toHash<PublishedType["authority"]>(authority),
    file: toText(file),
    approvals: arrayOf(approvals).slice(0, approvalsMax).map(toApproval),
  };
}

function toApproval(value: unknown): Approval {
  const { account, signature, ...place } = Object(value ?? {}) as Readonly<Record<string, unknown>>;
  const { chainId, registry } = toPosition({ ...place, block: 0 });
  const isAccount = typeof account === "string" && /^0x[0-9a-f]{40}$/.test(account);
  const isBytes = typeof signature === "string" && /^0x(?:[0-9a-f]{2})*$/.test(signature);
  if (!isAccount || !isBytes) throw unreadable();
  return { account: account as Hex, signature: signature as Hex, chainId, registry };
}

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function toJwk(value: unknown): EcPublicJwk {
  const { kty, crv, x, y } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (kty !== "EC" || crv !== "P-256" || !isCoordinate(x) || !isCoordinate(y)) throw unreadable();
  return { kty, crv, x, y };
}

/** 32 bytes in base64url. */
const isCoordinate = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);

const unreadable = () => new HeadRefused("trust_list.request", "The request cannot be read.");
