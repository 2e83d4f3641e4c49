import { setTimeout as delay } from "node:timers/promises";
import { operations } from "@sello/api";
import { ApiFailure, ApiProblem, type Client, createClient, type Output } from "@sello/api/client";
import { fromBase64, fromHex, SelloError } from "@sello/sdk";
import { type LogEntry, toEntryCount } from "@sello/sdk/log";
import { CliError } from "../CliError.ts";
import { exitCodes } from "../exitCodes.ts";
import { toCliError } from "../toCliError.ts";
import { MalformedAnswer } from "./MalformedAnswer.ts";
import { monitorLimits } from "./monitorLimits.ts";

/** An entry as the service shows it. */
export type ServedEntry = LogEntry & {
  readonly index: number;
  /** Root of the log with this entry as its last. */
  readonly logRoot: Uint8Array;
};

export type ServedFigures = Output<"getFigures">;

const pathHashesMax = 128;

/**
 * The public part of the HTTP API, read with distrust: what is not as promised throws `MalformedAnswer`,
 * what does not answer `CliError` with exit code 69, and what is not there is null.
 */
export class PublicApi {
  readonly base: string;
  /** Whether to say which log is asked about: once there are several. */
  namesLogs = false;
  readonly #client: Client;
  /** For the one answer that may be long. */
  readonly #entries: Client;

  constructor(base: string) {
    this.base = base;
    const options = { baseUrl: base, check: () => operations };
    this.#client = createClient({ ...options, answerBytesMax: monitorLimits.answerBytes });
    this.#entries = createClient({
      ...options,
      answerBytesMax: monitorLimits.entriesBytes,
      timeoutMs: monitorLimits.entriesMs,
    });
  }

  trustList(): Promise<string> {
    return this.#require(
      "/v1/trust-list",
      async () =>
        // Without a tag to compare with, there is always a list.
        (await this.#client.getTrustList()) ?? "",
    );
  }

  trustListOf(version: number): Promise<string | null> {
    const params = { version };
    return this.#ask("/v1/trust-lists", () => this.#client.getTrustListVersion({ params }));
  }

  /**
   * All entries of a version, as text.
   * @returns null where the list is of a version that has them in its own text
   */
  trustEntries(version: number): Promise<string | null> {
    const params = { version };
    return this.#ask("/v1/trust-lists", () => this.#entries.getTrustListEntries({ params }));
  }

  /** Of the log that is open. */
  checkpoint(): Promise<string | null> {
    return this.#ask("/v1/log/checkpoint", () => this.#client.getCheckpoint());
  }

  checkpointOf(log: string, size: number): Promise<string | null> {
    const call = { params: { size }, query: this.#of(log) };
    return this.#ask("/v1/log/checkpoints", () => this.#client.getCheckpointOf(call));
  }

  async entries(log: string, start: number, limit: number): Promise<readonly ServedEntry[]> {
    const path = "/v1/log/entries";
    const query = { start, limit, ...this.#of(log) };
    const { entries } = await this.#require(path, () => this.#client.listLogEntries({ query }));
    return readList(path, entries, limit).map(toEntry);
  }

  inclusionProof(log: string, index: number, size: number): Promise<readonly Uint8Array[]> {
    const query = { index, size, ...this.#of(log) };
    return this.#path("/v1/log/proofs/inclusion", () => this.#client.proveInclusion({ query }));
  }

  consistencyProof(log: string, from: number, to: number): Promise<readonly Uint8Array[]> {
    const query = { from, to, ...this.#of(log) };
    return this.#path("/v1/log/proofs/consistency", () => this.#client.proveConsistency({ query }));
  }

  figures(): Promise<ServedFigures> {
    return this.#require("/v1/figures", () => this.#client.getFigures());
  }

  /** The hash over the audit's lines up to one of them, or to the newest; null where there is none. */
  auditPlace(position?: number): Promise<Output<"getAuditPlace"> | null> {
    const query = position === undefined ? {} : { position };
    return this.#ask("/v1/audit/chain", () => this.#client.getAuditPlace({ query }));
  }

  async statusListUris(slug: string): Promise<readonly string[]> {
    const path = `/v1/status-lists/${slug}`;
    const params = { authority: slug };
    const lists = await this.#require(path, () => this.#client.listStatusLists({ params }));
    return readList(path, lists.status_lists, monitorLimits.listsPerAuthority);
  }

  statusToken(authority: string, number: number): Promise<string | null> {
    const params = { authority, number };
    return this.#ask(`/v1/status-lists/${authority}`, () => this.#client.getStatusList({ params }));
  }

  /** A service of before knows one log, and no name for it. */
  #of(log: string): { readonly log?: string } {
    return this.namesLogs ? { log } : {};
  }

  async #path(
    path: string,
    call: () => Promise<Output<"proveInclusion">>,
  ): Promise<readonly Uint8Array[]> {
    const { path: hashes } = await this.#require(path, call);
    return read(path, () => readList(path, hashes, pathHashesMax).map(fromBase64));
  }

  async #require<T>(path: string, call: () => Promise<T>): Promise<T> {
    const answer = await this.#ask(path, call);
    if (answer === null) throw new MalformedAnswer(path, "an answer", "404");
    return answer;
  }

  async #ask<T>(path: string, call: () => Promise<T>): Promise<T | null> {
    for (let waits = 0; waits <= monitorLimits.rateWaits; waits += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 429)
          return judgeFailure(path, error);
      }
      await delay(monitorLimits.rateWaitMs);
    }
    throw new CliError(`${this.base} limits our rate for too long.`, exitCodes.unavailable);
  }
}

/** Null for what is not there; 409: the authority has no key to sign its list with. */
function judgeFailure(path: string, error: unknown): null {
  if (error instanceof ApiProblem) {
    if (error.status === 404 || error.status === 409) return null;
    if (error.status < 500)
      throw new MalformedAnswer(path, "an answer", `${error.status} ${error.code}`);
  }
  if (error instanceof ApiFailure && /malformed|too_large/.test(error.code))
    throw new MalformedAnswer(path, error.message, error.code);
  throw toCliError(error) ?? error;
}

function readList<T>(path: string, list: readonly T[], itemsMax: number): readonly T[] {
  if (list.length <= itemsMax) return list;
  throw new MalformedAnswer(path, `at most ${itemsMax} items`, String(list.length));
}

function read<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SelloError) throw new MalformedAnswer(path, error.message, error.code);
    throw error;
  }
}

const toEntry = (entry: Output<"listLogEntries">["entries"][number]): ServedEntry => ({
  ...entry,
  count: toEntryCount(String(entry.count)),
  batchRoot: fromHex(entry.batchRoot),
  logRoot: fromHex(entry.logRoot),
});
