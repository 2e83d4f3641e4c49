import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { freePort } from "../../services/platform/freePort.ts";
import { AnvilFailure, AnvilRpc, call } from "./AnvilRpc.ts";
import { findAnvil } from "./findAnvil.ts";
import { notePid } from "./leftover.ts";

/** What decides the hashes of the chain, besides its transactions and their times: never change it. */
export const genesis = {
  /** Unix seconds; before any transaction. */
  time: 1_700_000_000n,
  blockGas: 1_000_000_000n,
  hardfork: "prague",
} as const;

export type AnvilOptions = {
  readonly directory: string;
  readonly chainId: number;
  /** Port on loopback; 0 for any that is free. */
  readonly port: number;
};

function toArguments({ directory, chainId }: AnvilOptions, port: number): string[] {
  const settings = {
    "--host": "127.0.0.1",
    "--port": String(port),
    "--chain-id": String(chainId),
    "--timestamp": String(genesis.time),
    "--hardfork": genesis.hardfork,
    "--gas-limit": String(genesis.blockGas),
    "--accounts": "0",
    "--block-base-fee-per-gas": "0",
    "--gas-price": "0",
    // First come, first served.
    "--order": "fifo",
    // Names our directory on the command line, by which a later start knows the process again.
    "--cache-path": directory,
    "--prune-history": String(ledgerLimits.embeddedStates),
  };
  return [
    ...Object.entries(settings).flat(),
    "--quiet",
    "--no-request-size-limit",
    "--disable-default-create2-deployer",
    "--disable-min-priority-fee",
    // Blocks are made on demand: with automine the node stalls under load.
    "--no-mining",
  ];
}

/** One run of the node, from an empty chain. */
export class AnvilProcess {
  readonly url: string;
  readonly rpc: AnvilRpc;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #failure = "";

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
    this.rpc = new AnvilRpc(this.url);
    this.#exited = new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", (error) => {
        this.#failure = error.message;
        resolve();
      });
    });
  }

  /** Resolves when the node answers. Throws `AnvilFailure` if it does not. */
  static async launch(options: AnvilOptions): Promise<AnvilProcess> {
    const port = options.port || (await freePort());
    // In a group of its own: Ctrl-C on the terminal is for us, who end the node after the last block.
    const io = { stdio: "ignore", detached: true } as const;
    const child = spawn(findAnvil(), toArguments(options, port), io);
    const node = new AnvilProcess(child, port);
    try {
      if (child.pid !== undefined) notePid(options.directory, child.pid);
      await node.#answer();
    } catch (error) {
      await node.kill();
      throw error;
    }
    return node;
  }

  get running(): boolean {
    return this.#child.pid !== undefined && !this.#child.killed && this.#child.exitCode === null;
  }

  get exited(): Promise<void> {
    return this.#exited;
  }

  /** Ends the node at once: everything it knows is in the journal. */
  async kill(): Promise<void> {
    if (this.#child.pid === undefined) return;
    this.#child.kill("SIGKILL");
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, "exit");
    }
  }

  async #answer(): Promise<void> {
    const start = performance.now();
    if (this.#child.pid === undefined) await this.#exited;
    while (this.running) {
      try {
        const head = await this.rpc.request(call("eth_blockNumber"), ledgerLimits.rpcMs);
        // A chain that has blocks is somebody else's, who has our port.
        if (head !== "0x0") break;
        return;
      } catch {
        if (performance.now() - start > ledgerLimits.embeddedStartMs) break;
        await delay(10);
      }
    }
    const reason = this.#failure || "it does not answer on its port, or another program does";
    throw new AnvilFailure(`${findAnvil()}: ${reason}`);
  }
}
