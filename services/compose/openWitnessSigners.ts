import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCheckpoint, parseNote, signatureTypes } from "@sello/sdk/log";
import type { WitnessConfig, WitnessKeysConfig } from "../platform/config.ts";
import { SealedKeys } from "../signing/SealedKeys.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { type SealedNoteSigner, toNoteSigner } from "../signing/toNoteSigner.ts";
import { FileSealedKeyStore } from "../witness/FileSealedKeyStore.ts";
import { SqliteWitnessState, type WitnessedCheckpoint } from "../witness/SqliteWitnessState.ts";

export type WitnessSigners = {
  readonly name: string;
  readonly classical: SealedNoteSigner;
  readonly postQuantum: SealedNoteSigner;
};

/** The secret comes from a file and has full entropy, so stretching it would only delay the start. */
const sealingCost = { log2N: 12, r: 8, p: 1 };

const directoryOf = (name: string, { SELLO_WITNESS_DIR }: WitnessKeysConfig): string =>
  join(SELLO_WITNESS_DIR, encodeURIComponent(name));

/** A witness's keys, made at its first start. */
export async function openWitnessSigners(
  name: string,
  config: WitnessKeysConfig,
): Promise<WitnessSigners> {
  const keyFile = new SealingKeyFile({ keyFile: config.SELLO_WITNESS_KEY_FILE, demo: true });
  const keys = await SealedKeys.open({
    store: new FileSealedKeyStore(directoryOf(name, config)),
    secret: () => keyFile.read(),
    cost: sealingCost,
  });
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  const classical = toNoteSigner(name, await keys.createOrLoad(name, "ed25519"), cosignatureV1);
  // A witness of before has no second key; it gets one now. Sealed keys have a name each, and a plus sign
  // cannot stand in the name of a witness.
  const secondKey = await keys.createOrLoad(`${name}+ml-dsa-44`, "ml-dsa-44");
  return { name, classical, postQuantum: toNoteSigner(name, secondKey, cosignatureMlDsa44) };
}

/** What a witness has cosigned. Throws `WitnessStateIsCopy`. */
export const openWitnessState = (name: string, config: WitnessConfig): SqliteWitnessState =>
  new SqliteWitnessState(directoryOf(name, config), readFloor(config));

/** What the operator states after a restored backup: a checkpoint note that this witness has cosigned. */
function readFloor(config: WitnessConfig): ReadonlyMap<string, WitnessedCheckpoint> | undefined {
  if (!config.SELLO_WITNESS_RESUME_FILE) return undefined;
  const note = parseNote(readFileSync(config.SELLO_WITNESS_RESUME_FILE, "utf8"));
  const { origin, size, root } = parseCheckpoint(note.text);
  return new Map([[origin, { size, root }]]);
}
