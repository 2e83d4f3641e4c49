import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  acceptSuccessor,
  parseStatusListToken,
  parseTrustList,
  SelloError,
  type StatusList,
  type TrustList,
  verifyTrustList,
} from "@sello/sdk";
import { CliError } from "./CliError.ts";
import { exitCodes } from "./exitCodes.ts";
import { writeWhole } from "./files.ts";

/**
 * What a verifier keeps on its own disk: the trust list it pins and the status lists it last saw. All of
 * it was verified before it was kept, and is verified again when it is read.
 */
export class VerifierStore {
  readonly #directory: string;
  readonly #trustFile: string;

  /** @param trustFile a pinned trust list elsewhere; it is then read, never written */
  constructor(directory: string, trustFile?: string) {
    this.#directory = directory;
    this.#trustFile = trustFile ?? join(directory, "trust-list.note");
  }

  get trustFile(): string {
    return this.#trustFile;
  }

  hasTrustList(): boolean {
    return existsSync(this.#trustFile);
  }

  /** The pinned list. It was put here by somebody who checked it, so it vouches for its own signers. */
  async trustList(): Promise<TrustList> {
    if (!this.hasTrustList())
      throw new CliError(
        `There is no trust list at ${this.#trustFile}. Pin one with ./sello trust pin, or name one with --trust.`,
        exitCodes.noInput,
      );
    return verifyOwn(readFileSync(this.#trustFile, "utf8"));
  }

  /** Pins a list; the caller answers for it. */
  async pin(note: string): Promise<TrustList> {
    const list = await verifyOwn(note);
    writeWhole(this.#trustFile, note);
    return list;
  }

  /** Takes a newer list if the pinned one's signers vouch for it. Throws the sdk's error if they do not. */
  async succeed(note: string): Promise<TrustList> {
    const current = await this.trustList();
    const offered = parseTrustList(note);
    if (offered.content.version <= current.content.version) return current;
    const accepted = await acceptSuccessor(current, note);
    writeWhole(this.#trustFile, note);
    return accepted;
  }

  /** Keeps a list unless a newer one is kept: an old one must not make a revoked document valid again. */
  async keepStatusList(token: string): Promise<void> {
    const list = await parseStatusListToken(token);
    const kept = await this.statusList(list.uri);
    if (kept && kept.issuedAt > list.issuedAt) return;
    writeWhole(this.#statusFile(list.uri), token);
  }

  async statusList(uri: string): Promise<StatusList | null> {
    const file = this.#statusFile(uri);
    return existsSync(file) ? parseStatusListToken(readFileSync(file, "utf8")) : null;
  }

  #statusFile(uri: string): string {
    const name = createHash("sha256").update(uri).digest("hex").slice(0, 32);
    return join(this.#directory, "status", `${name}.jwt`);
  }
}

async function verifyOwn(note: string): Promise<TrustList> {
  try {
    const list = parseTrustList(note);
    const { signers, signerQuorum } = list.content;
    return await verifyTrustList(list, {
      keys: signers.map((signer) => signer.key),
      quorum: signerQuorum,
    });
  } catch (error) {
    if (error instanceof SelloError)
      throw new CliError(`The trust list cannot be used: ${error.message} (${error.code})`);
    throw error;
  }
}
