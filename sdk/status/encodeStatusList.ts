import { toBase64url } from "../encoding/base64.ts";
import type { SignBytes } from "../note/signNote.ts";
import { signJws } from "../sdjwt/Jws.ts";
import { deflate } from "./compression.ts";
import { type StatusBits, statusListType } from "./StatusList.ts";
import { StatusListError } from "./StatusListError.ts";

/** What a publisher says about one list. Unix seconds. */
export interface StatusListTokenRequest {
  readonly uri: string;
  /** Thumbprint of the signing key. */
  readonly kid: string;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  /** Seconds. */
  readonly ttl?: number;
  readonly bits: StatusBits;
  /** As `packStatuses` packs them. */
  readonly entries: Uint8Array;
  /** ES256: r || s, 64 bytes. */
  readonly sign: SignBytes;
}

/** Token Status List §5.1: the signed token of a list. */
export async function encodeStatusListToken(request: StatusListTokenRequest): Promise<string> {
  const { uri, kid, issuedAt, expiresAt, ttl, bits, entries, sign } = request;
  const payload = {
    sub: uri,
    iat: issuedAt,
    ...(expiresAt === undefined ? {} : { exp: expiresAt }),
    ...(ttl === undefined ? {} : { ttl }),
    status_list: { bits, lst: toBase64url(await deflate(entries)) },
  };
  return signJws({ alg: "ES256", typ: statusListType, kid }, payload, sign);
}

/** Token Status List §4.1: entry i at bit `i * bits`, least significant first. */
export function packStatuses(statuses: ArrayLike<number>, bits: StatusBits): Uint8Array {
  const perByte = 8 / bits;
  const entries = new Uint8Array(Math.ceil(statuses.length / perByte));
  for (let i = 0; i < statuses.length; i++) {
    const status = statuses[i] as number;
    if (!Number.isInteger(status) || status < 0 || status >= 2 ** bits) {
      throw new StatusListError("status-list.values", "a status needs more bits", { index: i });
    }
    const at = Math.floor(i / perByte);
    entries[at] = (entries[at] as number) | (status << ((i % perByte) * bits));
  }
  return entries;
}
