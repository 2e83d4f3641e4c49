import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SelloError, type TrustList } from "@sello/sdk";
import { MemoryStore, OnlineVerifier, type VerifierStore } from "@sello/sdk/online";
import { CliError } from "./CliError.ts";
import { exitCodes } from "./exitCodes.ts";
import { verifierDirectory, writeWhole } from "./files.ts";
import { shown } from "./terminal.ts";

const trustList = "trust-list";

/**
 * A verifier's memory as files: `trust-list.note`, a status list a file below `status/`, and a document that was once
 * seen to be revoked a file below `revoked/`.
 */
class FileStore implements VerifierStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async read(name: string): Promise<string | null> {
    const file = this.#file(name);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  }

  async write(name: string, text: string): Promise<void> {
    writeWhole(this.#file(name), text);
  }

  async remove(name: string): Promise<void> {
    rmSync(this.#file(name), { force: true });
  }

  #file(name: string): string {
    const ending = name === trustList ? "note" : name.startsWith("revoked/") ? "json" : "jwt";
    return join(this.#directory, `${name}.${ending}`);
  }
}

/** A store whose trust list is in a file of the user's: it is read and never written. */
class GivenTrustStore extends FileStore {
  readonly #given = new MemoryStore();

  constructor(directory: string, note: string) {
    super(directory);
    void this.#given.write(trustList, note);
  }

  override read(name: string): Promise<string | null> {
    return name === trustList ? this.#given.read(name) : super.read(name);
  }

  override write(name: string, text: string): Promise<void> {
    return name === trustList ? this.#given.write(name, text) : super.write(name, text);
  }
}

/**
 * This machine's verifier.
 * @param server the service that is asked for newer lists
 * @param trustFile a trust list to rely on instead of the one kept here
 */
export function openVerifier(server: string, trustFile?: string): OnlineVerifier {
  const directory = verifierDirectory();
  const store =
    trustFile === undefined
      ? new FileStore(directory)
      : new GivenTrustStore(directory, readTrustFile(trustFile));
  return new OnlineVerifier({ server, store });
}

function readTrustFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CliError(`There is no trust list at ${shown(file)}.`, exitCodes.noInput);
  }
}

/** The pinned list. Without one: `CliError`. */
export async function pinnedTrustList(verifier: OnlineVerifier): Promise<TrustList> {
  const list = await verifier.trustList();
  if (list !== null) return list;
  throw new CliError(
    `There is no usable trust list in ${verifierDirectory()}. Pin one with ./sello trust pin, or name one with --trust.`,
    exitCodes.noInput,
  );
}

/** Pins a list; one that cannot be used is a `CliError`. */
export async function pinTrustList(verifier: OnlineVerifier, note: string): Promise<TrustList> {
  return verifier.pin(note).catch((error: unknown) => {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`The trust list cannot be used: ${error.message} (${error.code})`);
  });
}
