import { once } from "node:events";
import type { WitnessesMessage } from "@sello/api/startup";
import { readWitnessConfig, readWitnessKeysConfig } from "../platform/config.ts";
import { createLogger } from "../platform/createLogger.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { openWitnessSigners, type WitnessSigners } from "./openWitnessSigners.ts";
import { tellStarter } from "./tellStarter.ts";
import type { WitnessesChange, WitnessesOrder } from "./WitnessesOrder.ts";
import { WitnessHost } from "./WitnessHost.ts";

let folder: string | undefined;

async function main(): Promise<void> {
  const keysConfig = readWitnessKeysConfig();
  folder = keysConfig.SELLO_WITNESS_DIR;
  const laterOrder = keysConfig.SELLO_WITNESS_TOLD_LATER ? once(process, "message") : null;
  // The process that started us may end before it has sent anything.
  process.once("disconnect", endUntold);
  const signers = await Promise.all(
    keysConfig.SELLO_WITNESS_NAMES.map((name) => openWitnessSigners(name, keysConfig)),
  );
  const [order] = ((await laterOrder) ?? []) as [WitnessesOrder?];
  process.off("disconnect", endUntold);
  await serve(signers, order?.kind === "settings" ? order.settings : {});
}

const endUntold = (): never => process.exit(0);

async function serve(
  signers: readonly WitnessSigners[],
  settings: NodeJS.ProcessEnv,
): Promise<void> {
  const config = readWitnessConfig(settings);
  const host = await WitnessHost.start(signers, config, createLogger(config.SELLO_LOG_LEVEL));
  const stop = () => void host.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  // The process that started us may be gone already, and its disconnection missed.
  if (process.send && !process.connected) return stop();
  process.on("message", (order: WitnessesOrder) => void obey(host, order));
  tell({ kind: "witnesses", witnesses: host.described });
}

async function obey(host: WitnessHost, order: WitnessesOrder): Promise<void> {
  const change: WitnessesChange =
    order.kind === "change" ? order : { nodes: nodesOf(order.settings) };
  try {
    await host.change(change);
  } catch (error) {
    return tell({ kind: "failed", ...describeStartFailure(error, folder) });
  }
  if (change.names) tell({ kind: "witnesses", witnesses: host.described });
}

/** Settings that come again are of another deployment: the log is in the trust list, its chain's nodes are not. */
const nodesOf = ({ SELLO_WITNESS_RPC_URL = "", LEDGER_CHAIN_ID }: NodeJS.ProcessEnv): string[] =>
  SELLO_WITNESS_RPC_URL.split(",")
    .filter((url) => url !== "")
    .map((url) => `${LEDGER_CHAIN_ID}=${url}`);

const tell = (message: WitnessesMessage): void => {
  tellStarter(message);
};

try {
  await main();
} catch (error) {
  tell({ kind: "failed", ...describeStartFailure(error, folder) });
  throw error;
}
