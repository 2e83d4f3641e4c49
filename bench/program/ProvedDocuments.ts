import { ApiProblem, type Client, createClient } from "@sello/api/client";
import { parseCheckpoint, parseNote } from "@sello/sdk/log";

const pageEntries = 1_000;
/** Of the demo's twelve witnesses; each signs with two keys under one name, the log under its own. */
const witnessesWanted = 8;

/** Counts the documents that a checkpoint with a quorum covers, from what is public: each has a proof. */
export class ProvedDocuments {
  readonly #client: Client;
  #entries = 0;
  #documents = 0;

  constructor(url: string) {
    this.#client = createClient({ baseUrl: url });
  }

  async count(): Promise<number> {
    const size = await this.#provedEntries();
    while (this.#entries < size) {
      const limit = Math.min(pageEntries, size - this.#entries);
      const query = { start: this.#entries, limit };
      const { entries } = await this.#client.listLogEntries({ query });
      this.#entries += entries.length;
      for (const { count } of entries) this.#documents += Number(count);
    }
    return this.#documents;
  }

  async #provedEntries(): Promise<number> {
    try {
      const note = parseNote(await this.#client.getCheckpoint());
      const { origin, size } = parseCheckpoint(note.text);
      const signers = new Set(note.signatures.map(({ name }) => name));
      signers.delete(origin);
      return signers.size < witnessesWanted ? 0 : size;
    } catch (error) {
      if (error instanceof ApiProblem && error.is("checkpoint.unknown")) return 0;
      throw error;
    }
  }
}
