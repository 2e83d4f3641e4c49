import { signatureTypes } from "@sello/sdk/log";
import type { SealedKeys } from "./SealedKeys.ts";
import { type SealedNoteSigner, toNoteSigner } from "./toNoteSigner.ts";

/**
 * A key that signs notes itself (C2SP signed-note, type 0x01): of a log or of a trust-list signer. Made if missing.
 * @param name of the key in notes; of a log its origin
 * @param sealed under which it is sealed
 */
export const openNoteKey = async (
  keys: SealedKeys,
  name: string,
  sealed: string,
): Promise<SealedNoteSigner> =>
  toNoteSigner(name, await keys.createOrLoad(sealed, "ed25519"), signatureTypes.ed25519);
