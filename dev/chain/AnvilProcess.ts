import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  /** With the chain's own P-256 (EIP-7951). A chain keeps the rules that it began with: `chains.hardfork`. */
  hardfork: "osaka",
  /** What the node holds before any block: the contract of EIP-2935 alone. Its own header of block 0 says "nothing". */
  stateRoot: "0x22d86f67b9b60ecb3867ac23c9ebc899322bca75408c1fcee8e5b00e504b4941",
} as const;

export type AnvilOptions = {
  readonly directory: string;
  readonly chainId: number;
  /** Default: `genesis.hardfork`. */
  readonly hardfork?: string;
  /**
   * Whether anybody on this machine may reach it by HTTP, at any free port of loopback: for a chain that plays one
   * of others'. Default: only this account, by its socket.
   */
  readonly open?: boolean;
};

const loopback = "127.0.0.1";
/**
 * The node cannot be kept from listening for HTTP, and asks nobody who they are. Linux lets it listen on a multicast
 * address, to which nobody can connect (RFC 1122 §4.2.3.10: a SYN sent to one is dropped without an answer).
 */
const unreachable = "224.0.0.1";

/** Bytes of a socket's path that every system takes. */
const socketPathBytesMax = 100;

type Place = { readonly host: string; readonly port: number; readonly socket: string };

function toArguments(
  { directory, chainId, hardfork = genesis.hardfork }: AnvilOptions,
  place: Place,
): string[] {
  const settings = {
    "--host": place.host,
    "--port": String(place.port),
    "--ipc": place.socket,
    "--chain-id": String(chainId),
    "--timestamp": String(genesis.time),
    "--hardfork": hardfork,
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
    "--no-cors",
    "--no-request-size-limit",
    "--disable-default-create2-deployer",
    "--disable-min-priority-fee",
    // Blocks are made on demand: with automine the node stalls under load.
    "--no-mining",
  ];
}

/** Where the node's socket is: in the chain's own folder, which is closed to others, unless its path is too long. */
function toSocket(directory: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\sello-${process.pid}-${Date.now()}`;
  const socket = socketIn(directory);
  const isShort = Buffer.byteLength(socket) <= socketPathBytesMax;
  return isShort ? socket : join(mkdtempSync(join(tmpdir(), "sello-chain-")), "node.sock");
}

export const socketIn = (directory: string): string => join(directory, "node.sock");

async function toPlaces({ directory, open = false }: AnvilOptions): Promise<Place[]> {
  const [port, socket] = [await freePort(), toSocket(directory)];
  const hosts = open || process.platform !== "linux" ? [loopback] : [unreachable, loopback];
  return hosts.map((host) => ({ host, port, socket }));
}

/** One run of the node, from an empty chain. */
export class AnvilProcess {
  /** Where it answers by HTTP, if it was asked to. */
  readonly url: string;
  readonly rpc: AnvilRpc;
  /** Whether no other account of this machine can reach it. */
  readonly closed: boolean;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #socket: string;
  #failure = "";

  private constructor(child: ChildProcess, { host, port, socket }: Place) {
    this.#child = child;
    this.#socket = socket;
    this.url = `http://${host}:${port}`;
    this.closed = host === unreachable;
    this.rpc = new AnvilRpc(socket);
    this.#exited = new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", (error) => {
        this.#failure = error.message;
        resolve();
      });
    });
    void this.#exited.then(() => this.rpc.close());
  }

  /** Resolves when the node answers. Throws `AnvilFailure` if it does not. */
  static async launch(options: AnvilOptions): Promise<AnvilProcess> {
    const [first, ...others] = await toPlaces(options);
    try {
      return await AnvilProcess.#launchAt(first as Place, options);
    } catch (error) {
      const [second] = others;
      if (second === undefined) throw error;
      // A system that does not let it listen where nobody comes.
      return AnvilProcess.#launchAt(second, options);
    }
  }

  static async #launchAt(place: Place, options: AnvilOptions): Promise<AnvilProcess> {
    rmSync(place.socket, { force: true });
    // In a group of its own: Ctrl-C on the terminal is for us, who end the node after the last block.
    const io = { stdio: "ignore", detached: true } as const;
    const child = spawn(findAnvil(), toArguments(options, place), io);
    const node = new AnvilProcess(child, place);
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
        // A chain that has blocks is somebody else's.
        if (head !== "0x0") break;
        if (process.platform !== "win32") chmodSync(this.#socket, 0o600);
        return;
      } catch {
        if (performance.now() - start > ledgerLimits.embeddedStartMs) break;
        await delay(10);
      }
    }
    const reason = this.#failure || "it does not answer on its socket, or another program does";
    throw new AnvilFailure(`${findAnvil()}: ${reason}`);
  }
}
