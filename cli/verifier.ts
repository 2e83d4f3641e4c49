import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SelloError, splitTrustFile, type TrustList } from "@sello/sdk";
import { MemoryStore, OnlineVerifier, type VerifierStore } from "@sello/sdk/online";
import { CliError } from "./CliError.ts";
import { exitCodes } from "./exitCodes.ts";
import { verifierDirectory, writeWhole } from "./files.ts";
import { complain, shown } from "./terminal.ts";

const trustNames: readonly string[] = ["trust-list", "trust-list-etag", "trust-entries"];

const endings: Readonly<Record<string, string>> = {
  "trust-list": "note",
  status: "jwt",
  revoked: "json",
  entries: "json",
};

/**
 * A verifier's memory as files: `trust-list.note`, its entries in `trust-entries.txt` or below `entries/`, a status list
 * a file below `status/`, and a document that was once seen to be revoked a file below `revoked/`.
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
    return join(this.#directory, `${name}.${endings[name.split("/")[0] ?? ""] ?? "txt"}`);
  }
}

/** A store whose trust list is in a file of the user's: it is read and never written. */
class GivenTrustStore extends FileStore {
  readonly #given = new MemoryStore();

  constructor(directory: string, text: string) {
    super(directory);
    const { note, entries } = splitTrustFile(text);
    void this.#given.write("trust-list", note);
    if (entries !== null) void this.#given.write("trust-entries", entries);
  }

  override read(name: string): Promise<string | null> {
    return trustNames.includes(name) ? this.#given.read(name) : super.read(name);
  }

  override write(name: string, text: string): Promise<void> {
    return trustNames.includes(name) ? this.#given.write(name, text) : super.write(name, text);
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

/** Pins a list; one that cannot be used is a `CliError`. Its entries are kept, where they can be had. */
export async function pinTrustList(verifier: OnlineVerifier, text: string): Promise<TrustList> {
  const list = await verifier.pin(text).catch((error: unknown) => {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`The trust list cannot be used: ${error.message} (${error.code})`);
  });
  return list.isComplete ? list : keepEntries(verifier, list);
}

/** The pinned list with all of its entries, for verdicts without network; as it is where the service is not there. */
export async function keepEntries(verifier: OnlineVerifier, list: TrustList): Promise<TrustList> {
  await verifier.keepAllEntries().catch((error: unknown) => {
    if (!(error instanceof SelloError)) throw error;
    complain(`note: the list's entries are asked for one by one: ${shown(error.message)}`);
  });
  return (await verifier.trustList()) ?? list;
}
