import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fromHex, type Hex, toHex } from "@sello/sdk";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";

/** A saved state of the node, after block `number`. */
export type Snapshot = { readonly number: bigint; readonly hash: Hex; readonly file: string };

const namePattern = /^(\d+)-(0x[0-9a-f]{64})\.state$/;

/**
 * States of the node in files, named by block number and hash. A file gets its name when it is complete
 * and on disk, so one with a name is whole. All of them may be lost: they only make a start quicker.
 */
export class Snapshots {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Newest first. */
  async list(): Promise<Snapshot[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const found = names.flatMap((name): Snapshot[] => {
      const [, number, hash] = namePattern.exec(name) ?? [];
      if (number === undefined || hash === undefined) return [];
      return [{ number: BigInt(number), hash: hash as Hex, file: join(this.#directory, name) }];
    });
    return found.sort((a, b) => Number(b.number - a.number));
  }

  /** @param state as `anvil_dumpState` answers it */
  async save(number: bigint, hash: Hex, state: Hex): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const name = join(this.#directory, `${number}-${hash}.state`);
    const unfinished = `${name}.${randomUUID()}.part`;
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(fromHex(state));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, name);
    await this.#prune();
  }

  async read(snapshot: Snapshot): Promise<Hex> {
    return toHex(await readFile(snapshot.file));
  }

  async discard(snapshot: Snapshot): Promise<void> {
    await rm(snapshot.file, { force: true });
  }

  async #prune(): Promise<void> {
    for (const old of (await this.list()).slice(ledgerLimits.snapshotsKept)) {
      await this.discard(old);
    }
    const names = await readdir(this.#directory);
    for (const name of names.filter((one) => one.endsWith(".part"))) {
      await rm(join(this.#directory, name), { force: true });
    }
  }
}
