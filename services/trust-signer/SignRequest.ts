import { type EcPublicJwk, limits as sdkLimits } from "@sello/sdk";
import { limits } from "../platform/limits.ts";
import type { HeadProposal, RegistryPosition } from "../registry/trust/TrustOffices.ts";
import { HeadRefused } from "./errors.ts";

/** What an office is asked to sign, with the introductions of signers' later keys. */
export type SignRequest = HeadProposal & { readonly introductions: readonly string[] };

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
