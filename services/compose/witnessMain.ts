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
import { readSealingSecret, readWitnessConfig, type WitnessConfig } from "../platform/config.ts";
import { createLogger } from "../platform/createLogger.ts";
import type { Logger } from "../platform/Logger.ts";
import { SealedKeys } from "../signing/SealedKeys.ts";
import { toNoteSigner } from "../signing/toNoteSigner.ts";
import { EvmChainView } from "../witness/EvmChainView.ts";
import { FileSealedKeyStore } from "../witness/FileSealedKeyStore.ts";
import { SqliteWitnessState, type WitnessedCheckpoint } from "../witness/SqliteWitnessState.ts";
import { Witness } from "../witness/Witness.ts";
import { type WitnessKeys, witnessRouter } from "../witness/witnessRouter.ts";

type Opened = { readonly name: string; readonly witness: Witness; readonly keys: WitnessKeys };

/** The secret comes from a file and has full entropy, so stretching it would only delay the start. */
const sealingCost = { log2N: 12, r: 8, p: 1 };

/** The name as it stands in a path. */
const pathOf = (name: string): string => `/${encodeURIComponent(name)}`;

/** What the operator states after a restored backup: a checkpoint note that this witness has cosigned. */
function readFloor(config: WitnessConfig): ReadonlyMap<string, WitnessedCheckpoint> | undefined {
  if (!config.SELLO_WITNESS_RESUME_FILE) return undefined;
  const note = parseNote(readFileSync(config.SELLO_WITNESS_RESUME_FILE, "utf8"));
  const { origin, size, root } = parseCheckpoint(note.text);
  return new Map([[origin, { size, root }]]);
}

async function open(
  name: string,
  config: WitnessConfig,
  log: VerifierKey,
  chain: EvmChainView,
  logger: Logger,
): Promise<Opened> {
  const directory = join(config.SELLO_WITNESS_DIR, encodeURIComponent(name));
  const keys = await SealedKeys.open({
    store: new FileSealedKeyStore(directory),
    secret: readSealingSecret({ keyFile: config.SELLO_WITNESS_KEY_FILE, demo: true }),
    cost: sealingCost,
  });
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  const classical = toNoteSigner(name, await keys.createOrLoad(name, "ed25519"), cosignatureV1);
  // A witness of before has no second key; it gets one now. Sealed keys have a name each, and a plus sign
  // cannot stand in the name of a witness.
  const secondKey = await keys.createOrLoad(`${name}+ml-dsa-44`, "ml-dsa-44");
  const postQuantum = toNoteSigner(name, secondKey, cosignatureMlDsa44);
  const witness = new Witness({
    signers: [classical, postQuantum],
    logs: new Map([[log.name, log]]),
    state: new SqliteWitnessState(directory, readFloor(config)),
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

async function main(): Promise<void> {
  const config = readWitnessConfig();
  const logger = createLogger(config.SELLO_LOG_LEVEL);
  const log = parseVerifierKey(config.SELLO_WITNESS_LOG_KEY);
  const chain = new EvmChainView(
    new EvmChain({ chainId: config.LEDGER_CHAIN_ID, urls: () => config.SELLO_WITNESS_RPC_URL }),
    config.SELLO_WITNESS_LOG_CONTRACT as Hex,
  );
  const opened = await Promise.all(
    config.SELLO_WITNESS_NAMES.map((name) => open(name, config, log, chain, logger)),
  );
  const { server, base } = await listen(config, opened, logger);
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  const witnesses = opened.map(({ name, keys }) => ({ name, ...keys, url: base + pathOf(name) }));
  const ready: WitnessesMessage = { kind: "witnesses", witnesses };
  // Whoever started us may be gone already, and its disconnection unheard.
  if (process.send && !process.connected) return stop();
  process.send?.(ready);
  for (const witness of witnesses) logger.info(witness, "witness listens");
}

await main();
