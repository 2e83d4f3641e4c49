import { setTimeout as delay } from "node:timers/promises";
import type { AuthorityId, DocumentTypeId } from "@sello/sdk";
import { fromBase64, fromHex, SelloError } from "@sello/sdk";
import type { LogEntry } from "@sello/sdk/log";
import { JsonReader } from "../../sdk/encoding/JsonReader.ts";
import { type ApiClient, ApiProblem } from "../ApiClient.ts";
import { CliError } from "../CliError.ts";
import { exitCodes } from "../exitCodes.ts";
import { MalformedAnswer } from "./MalformedAnswer.ts";
import { monitorLimits } from "./monitorLimits.ts";

/** An entry as the service shows it. */
export type ServedEntry = LogEntry & {
  readonly index: number;
  /** Root of the log with this entry as its last. */
  readonly logRoot: Uint8Array;
};

export type ServedFigures = { readonly documents: number; readonly logSize: number };

const hash = /^0x[0-9a-f]{64}$/;
const pathHashesMax = 128;

/**
 * The public part of the HTTP API, read with distrust: what is not as promised throws `MalformedAnswer`,
 * what does not answer `CliError` with exit code 69, and what is not there is null.
 */
export class PublicApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  get base(): string {
    return this.#client.base;
  }

  async trustList(): Promise<string> {
    return this.#require("/v1/trust-list");
  }

  trustListOf(version: number): Promise<string | null> {
    return this.#text(`/v1/trust-lists/${version}`);
  }

  checkpoint(): Promise<string | null> {
    return this.#text("/v1/log/checkpoint");
  }

  checkpointOf(size: number): Promise<string | null> {
    return this.#text(`/v1/log/checkpoints/${size}`);
  }

  entries(start: number, limit: number): Promise<readonly ServedEntry[]> {
    const path = `/v1/log/entries?start=${start}&limit=${limit}`;
    return this.#json(path, (answer) => answer.member("entries").array(limit).map(toEntry));
  }

  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#path(`/v1/log/proofs/inclusion?index=${index}&size=${size}`);
  }

  consistencyProof(from: number, to: number): Promise<readonly Uint8Array[]> {
    return this.#path(`/v1/log/proofs/consistency?from=${from}&to=${to}`);
  }

  figures(): Promise<ServedFigures> {
    return this.#json("/v1/figures", (answer) => ({
      documents: answer.member("documents").integer(),
      logSize: answer.member("logSize").integer(),
    }));
  }

  statusListUris(slug: string): Promise<readonly string[]> {
    return this.#json(`/v1/status-lists/${encodeURIComponent(slug)}`, (answer) =>
      answer
        .member("status_lists")
        .array(monitorLimits.listsPerAuthority)
        .map((uri) => uri.string()),
    );
  }

  /** @param path of a status list's uri, from the first slash after the host */
  statusToken(path: string): Promise<string | null> {
    return this.#text(path);
  }

  #path(path: string): Promise<readonly Uint8Array[]> {
    return this.#json(path, (answer) =>
      answer
        .member("path")
        .array(pathHashesMax)
        .map((each) => fromBase64(each.string())),
    );
  }

  async #json<T>(path: string, read: (answer: JsonReader) => T): Promise<T> {
    const text = await this.#require(path);
    try {
      return read(new JsonReader(JSON.parse(text)));
    } catch (error) {
      if (error instanceof SelloError || error instanceof SyntaxError)
        throw new MalformedAnswer(path, error.message, text.slice(0, 500));
      throw error;
    }
  }

  async #require(path: string): Promise<string> {
    const text = await this.#text(path);
    if (text === null) throw new MalformedAnswer(path, "an answer", "404");
    return text;
  }

  async #text(path: string): Promise<string | null> {
    for (let waits = 0; waits <= monitorLimits.rateWaits; waits += 1) {
      try {
        return await readBounded(await this.#client.request(path), path);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (isAbsent(error)) return null;
        if (error.problem.status !== 429) throw toFailure(error, path);
      }
      await delay(monitorLimits.rateWaitMs);
    }
    throw new CliError(`${this.base} limits our rate for too long.`, exitCodes.unavailable);
  }
}

// 409: the authority has no key to sign its list with.
const isAbsent = ({ problem }: ApiProblem): boolean =>
  problem.status === 404 || problem.status === 409;

const toFailure = (error: ApiProblem, path: string): Error =>
  error.problem.status >= 500
    ? error
    : new MalformedAnswer(path, "an answer", `${error.problem.status} ${error.problem.code}`);

/** A service that never stops talking must not fill our memory. */
async function readBounded(response: Response, path: string): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: false });
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > monitorLimits.answerBytes)
      throw new MalformedAnswer(path, `at most ${monitorLimits.answerBytes} bytes`, "more");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const toEntry = (entry: JsonReader): ServedEntry => ({
  index: entry.member("index").integer(),
  authority: entry.member("authority").string(hash) as AuthorityId,
  documentType: entry.member("documentType").string(hash) as DocumentTypeId,
  batchRoot: fromHex(entry.member("batchRoot").string(hash) as `0x${string}`),
  count: entry.member("count").integer(1),
  anchoredAt: entry.member("anchoredAt").integer(),
  logRoot: fromHex(entry.member("logRoot").string(hash) as `0x${string}`),
});
