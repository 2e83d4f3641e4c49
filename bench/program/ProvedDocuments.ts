import { parseCheckpoint, parseNote } from "@sello/sdk/log";
import { ApiClient, ApiProblem } from "../../cli/ApiClient.ts";

type Entry = { readonly index: number; readonly count: number };

const pageEntries = 1_000;
/** Of the demo's twelve witnesses; each signs with two keys under one name, the log under its own. */
const witnessesWanted = 8;

/** Counts the documents that a checkpoint with a quorum covers, from what is public: each has a proof. */
export class ProvedDocuments {
  readonly #client: ApiClient;
  #entries = 0;
  #documents = 0;

  constructor(url: string) {
    this.#client = new ApiClient(url);
  }

  async count(): Promise<number> {
    const size = await this.#provedEntries();
    while (this.#entries < size) {
      const limit = Math.min(pageEntries, size - this.#entries);
      const page = `/v1/log/entries?start=${this.#entries}&limit=${limit}`;
      const { entries } = await this.#client.json<{ entries: readonly Entry[] }>(page);
      this.#entries += entries.length;
      for (const { count } of entries) this.#documents += count;
    }
    return this.#documents;
  }

  async #provedEntries(): Promise<number> {
    try {
      const response = await this.#client.request("/v1/log/checkpoint");
      const note = parseNote(await response.text());
      const { origin, size } = parseCheckpoint(note.text);
      const signers = new Set(note.signatures.map(({ name }) => name));
      signers.delete(origin);
      return signers.size < witnessesWanted ? 0 : size;
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.code === "checkpoint.unknown") return 0;
      throw error;
    }
  }
}
