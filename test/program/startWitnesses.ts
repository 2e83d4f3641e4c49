import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../services/compose/witnessMain.ts", import.meta.url));

type Described = readonly { readonly name: string; readonly key: string; readonly url: string }[];

/** The role `witness` in a process of its own, which knows of the service what its operators were told. */
export async function startWitnesses(
  directory: string,
  told: {
    readonly names: readonly string[];
    readonly logKey: string;
    readonly contract: string;
    readonly chainUrl: string;
    readonly chainId: number;
  },
) {
  mkdirSync(directory, { recursive: true });
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
    env: {
      ...process.env,
      SELLO_WITNESS_DIR: directory,
      SELLO_WITNESS_KEY_FILE: join(directory, "sealing-key"),
      SELLO_WITNESS_NAMES: told.names.join(","),
      SELLO_WITNESS_LOG_KEY: told.logKey,
      SELLO_WITNESS_LOG_CONTRACT: told.contract,
      SELLO_WITNESS_RPC_URL: told.chainUrl,
      LEDGER_CHAIN_ID: String(told.chainId),
      SELLO_LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const described = await new Promise<Described>((resolve, reject) => {
    child.once("message", (message: { witnesses: Described }) => resolve(message.witnesses));
    child.once("close", (code) => reject(new Error(`the witnesses ended with ${code}`)));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
  };
  return { described, stop };
}
