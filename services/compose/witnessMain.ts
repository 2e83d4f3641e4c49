import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { WitnessesMessage } from "@sello/api/startup";
import type { Hex } from "@sello/sdk";
import {
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signatureTypes,
  type VerifierKey,
} from "@sello/sdk/log";
import express from "express";
import { EvmChain } from "../ledger/evm/EvmChain.ts";
import { systemClock } from "../platform/Clock.ts";
import {
  readWitnessConfig,
  readWitnessKeysConfig,
  type WitnessConfig,
  type WitnessKeysConfig,
} from "../platform/config.ts";
import { createLogger } from "../platform/createLogger.ts";
import type { Logger } from "../platform/Logger.ts";
import { readSealingSecret } from "../signing/readSealingSecret.ts";
import { SealedKeys } from "../signing/SealedKeys.ts";
import { type SealedNoteSigner, toNoteSigner } from "../signing/toNoteSigner.ts";
import { EvmChainView } from "../witness/EvmChainView.ts";
import { FileSealedKeyStore } from "../witness/FileSealedKeyStore.ts";
import { SqliteWitnessState, type WitnessedCheckpoint } from "../witness/SqliteWitnessState.ts";
import { Witness } from "../witness/Witness.ts";
import { type WitnessKeys, witnessRouter } from "../witness/witnessRouter.ts";
import { describeStartFailure } from "./describeStartFailure.ts";

type Signers = {
  readonly name: string;
  readonly classical: SealedNoteSigner;
  readonly postQuantum: SealedNoteSigner;
};
type Opened = { readonly name: string; readonly witness: Witness; readonly keys: WitnessKeys };

/** The secret comes from a file and has full entropy, so stretching it would only delay the start. */
const sealingCost = { log2N: 12, r: 8, p: 1 };

/** The name as it is written in a path. */
const pathOf = (name: string): string => `/${encodeURIComponent(name)}`;

/** What the operator states after a restored backup: a checkpoint note that this witness has cosigned. */
function readFloor(config: WitnessConfig): ReadonlyMap<string, WitnessedCheckpoint> | undefined {
  if (!config.SELLO_WITNESS_RESUME_FILE) return undefined;
  const note = parseNote(readFileSync(config.SELLO_WITNESS_RESUME_FILE, "utf8"));
  const { origin, size, root } = parseCheckpoint(note.text);
  return new Map([[origin, { size, root }]]);
}

const directoryOf = (name: string, { SELLO_WITNESS_DIR }: WitnessKeysConfig): string =>
  join(SELLO_WITNESS_DIR, encodeURIComponent(name));

async function openKeys(name: string, config: WitnessKeysConfig): Promise<Signers> {
  const keys = await SealedKeys.open({
    store: new FileSealedKeyStore(directoryOf(name, config)),
    secret: readSealingSecret({ keyFile: config.SELLO_WITNESS_KEY_FILE, demo: true }),
    cost: sealingCost,
  });
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  const classical = toNoteSigner(name, await keys.createOrLoad(name, "ed25519"), cosignatureV1);
  // A witness of before has no second key; it gets one now. Sealed keys have a name each, and a plus sign
  // cannot stand in the name of a witness.
  const secondKey = await keys.createOrLoad(`${name}+ml-dsa-44`, "ml-dsa-44");
  return { name, classical, postQuantum: toNoteSigner(name, secondKey, cosignatureMlDsa44) };
}

function open(
  { name, classical, postQuantum }: Signers,
  config: WitnessConfig,
  log: VerifierKey,
  chain: EvmChainView,
  logger: Logger,
): Opened {
  const witness = new Witness({
    signers: [classical, postQuantum],
    logs: new Map([[log.name, log]]),
    state: new SqliteWitnessState(directoryOf(name, config), readFloor(config)),
    chain,
    clock: systemClock,
    logger,
  });
  return { name, witness, keys: { key: classical.vkey, postQuantumKey: postQuantum.vkey } };
}

async function listen(config: WitnessConfig, opened: readonly Opened[], logger: Logger) {
  const app = express().disable("x-powered-by").disable("etag");
  for (const { name, witness, keys } of opened)
    app.use(pathOf(name), witnessRouter(witness, keys, logger));
  const server = app.listen(config.SELLO_WITNESS_PORT, config.SELLO_WITNESS_HOST);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { server, base: `http://${config.SELLO_WITNESS_HOST}:${port}` };
}

let folder: string | undefined;

async function main(): Promise<void> {
  const keysConfig = readWitnessKeysConfig();
  folder = keysConfig.SELLO_WITNESS_DIR;
  const laterSettings = keysConfig.SELLO_WITNESS_TOLD_LATER ? once(process, "message") : [{}];
  // The process that started us may end before it has sent anything.
  process.once("disconnect", endUntold);
  const signers = await Promise.all(
    keysConfig.SELLO_WITNESS_NAMES.map((name) => openKeys(name, keysConfig)),
  );
  const [later] = (await laterSettings) as [NodeJS.ProcessEnv];
  process.off("disconnect", endUntold);
  await serve(signers, readWitnessConfig(later));
}

const endUntold = (): never => process.exit(0);

async function serve(signers: readonly Signers[], config: WitnessConfig): Promise<void> {
  const logger = createLogger(config.SELLO_LOG_LEVEL);
  const log = parseVerifierKey(config.SELLO_WITNESS_LOG_KEY);
  const chain = new EvmChainView(
    new EvmChain({ chainId: config.LEDGER_CHAIN_ID, urls: () => config.SELLO_WITNESS_RPC_URL }),
    config.SELLO_WITNESS_LOG_CONTRACT as Hex,
  );
  const opened = signers.map((each) => open(each, config, log, chain, logger));
  const { server, base } = await listen(config, opened, logger);
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  const witnesses = opened.map(({ name, keys }) => ({ name, ...keys, url: base + pathOf(name) }));
  const ready: WitnessesMessage = { kind: "witnesses", witnesses };
  // The process that started us may be gone already, and its disconnection missed.
  if (process.send && !process.connected) return stop();
  process.send?.(ready);
  for (const witness of witnesses) logger.info(witness, "witness listens");
}

try {
  await main();
} catch (error) {
  const failure = describeStartFailure(error, folder);
  process.send?.({ kind: "failed", ...failure } satisfies WitnessesMessage);
  throw error;
}
