import type { JsonObject, Mandate } from "@sello/sdk";
import {
  type ChosenClaims,
  formatSelloFile,
  parsePresentation,
  present,
  type SelloFile,
} from "@sello/sdk";
import { serverNow } from "../api/serverTime.ts";
import { toSigningKey } from "../device/holderKeys.ts";
import type { ReadyCopy } from "../device/withCopy.ts";

/** For whom the copy's key signs. Unix seconds. */
export type Binding = {
  readonly audience: string;
  readonly nonce: string;
  /** Until when it counts; without it, ten minutes. */
  readonly exp?: number;
};

/** The chosen claims of a copy, signed by its key on this device. @param binding null: nothing is signed */
export async function showCopy(
  { sdJwt, proof, key }: ReadyCopy,
  claims: ChosenClaims,
  binding: Binding | null,
): Promise<SelloFile> {
  if (binding === null) return { document: await present(sdJwt, claims), proof };
  const signing = await toSigningKey(key);
  const sign = async (message: Uint8Array) => {
    const how = { name: "ECDSA", hash: "SHA-256" };
    const bytes = message as Uint8Array<ArrayBuffer>;
    return new Uint8Array(await crypto.subtle.sign(how, signing, bytes));
  };
  const keyBinding = { sign, iat: Math.floor(serverNow()), ...binding };
  return { document: await present(sdJwt, claims, { keyBinding }), proof };
}

/** What the person who gets a presentation reads of it. */
export type Seen = {
  readonly vct: string;
  readonly statusUri: string;
  readonly claims: JsonObject;
  /** On whose behalf it is shown; null: whose document it is shows it. */
  readonly mandate: Mandate | null;
};

/** As a verifier reads it, with the same code. */
export function readShown(file: SelloFile): Seen {
  const read = parsePresentation(file.proof === "" ? file.document : formatSelloFile(file));
  if (!read.wellFormed) throw read.error;
  const { payload, subjectClaims } = read;
  const { vct, status, mandate } = payload;
  return { vct, statusUri: status.uri, claims: subjectClaims, mandate };
}

/** What would be read of this copy. */
export const preview = async (sdJwt: string, claims: ChosenClaims): Promise<Seen> =>
  readShown({ document: await present(sdJwt, claims), proof: "" });
