import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { findAnvil } from "../../dev/chain/findAnvil.ts";
import { freePort } from "../support/postgres.ts";

const startMs = 20_000;

/** A node that the program did not start and does not steer: a block each second, whatever is in it. */
export async function startExternalChain(chainId: number) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    findAnvil(),
    [
      ...["--host", "127.0.0.1", "--port", String(port), "--quiet", "--accounts", "0"],
      ...["--chain-id", String(chainId), "--block-time", "1", "--gas-limit", "1000000000"],
      ...["--block-base-fee-per-gas", "0", "--gas-price", "0", "--disable-min-priority-fee"],
    ],
    { stdio: "ignore" },
  );
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  /** It is there, and answers nobody. */
  const pause = async (ms: number) => {
    child.kill("SIGSTOP");
    await delay(ms);
    child.kill("SIGCONT");
  };
  const deadline = performance.now() + startMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error("the chain did not start");
    }
    await delay(50);
  }
  return { url, stop, pause };
}

async function answers(url: string): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] });
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body }).catch(() => null);
  return response?.ok ?? false;
}
