import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "../platform/config.ts";
import { StartError } from "../platform/errors.ts";
import { writeWhole } from "../platform/writeWhole.ts";

const addressesFile = z.record(z.string().regex(/^[1-9][0-9]*$/), z.array(z.url()).min(1));

/**
 * Where the nodes of chains that others run are. An address may hold a password, so addresses are in the settings, or
 * in a file that only this account reads, and in no database and no answer.
 */
export class ChainAddresses {
  readonly #config: Pick<Config, "chainId" | "chainUrls">;
  readonly #file: string;

  constructor(config: Pick<Config, "chainId" | "chainUrls" | "dataDirectory">) {
    this.#config = config;
    this.#file = join(config.dataDirectory, "keys", "chains.json");
  }

  /** Throws `StartError` `chain.no_address`. */
  of(chainId: number): readonly string[] {
    const { chainUrls, chainId: settled } = this.#config;
    if (chainUrls !== null && settled === chainId) return chainUrls;
    const kept = this.#read()[String(chainId)];
    if (kept !== undefined) return kept;
    throw new StartError(
      "chain.no_address",
      `The network is on the chain ${chainId}, and no node of it is known here. Name one with LEDGER_RPC_URL and LEDGER_CHAIN_ID=${chainId}.`,
      { chainId },
    );
  }

  keep(chainId: number, urls: readonly string[]): void {
    writeWhole(this.#file, JSON.stringify({ ...this.#read(), [chainId]: urls }, null, 2));
  }

  #read(): Readonly<Record<string, readonly string[]>> {
    if (!existsSync(this.#file)) return {};
    return addressesFile.parse(JSON.parse(readFileSync(this.#file, "utf8")));
  }
}
