import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import { LimitExceeded, ServiceError, Unavailable } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { ImportRefused, type ImportRefusedCode } from "../errors.ts";
import type { FileReceiving } from "../FileReceiver.ts";
import type { FilePreview, FileReading, ImportRequest } from "../Import.ts";
import { type FileSent, fileAnswer, filesHeader, filesPath, previewPath } from "./filesCall.ts";

type Answer = z.output<typeof fileAnswer>;
type Read = Exclude<Answer, { code: string }>;

const away = (cause: unknown): Unavailable =>
  new Unavailable("importer.unavailable", "The part that reads files does not answer.", cause);

/** Hands files on to the process that reads them. */
export class RemoteFiles implements FileReceiving {
  readonly #socket: () => Promise<string>;

  /** @param socket where that process listens, once it does */
  constructor(socket: () => Promise<string>) {
    this.#socket = socket;
  }

  /** Errors as `FileReceiving`, and `Unavailable` `importer.unavailable`. */
  async receive(
    id: string,
    request: ImportRequest,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<FileReading> {
    const answer = await this.#send(filesPath, { id, request }, chunks);
    if ("reading" in answer) return answer.reading as unknown as FileReading;
    throw away(null);
  }

  /** Errors as `receive`. */
  async preview(request: ImportRequest, chunks: AsyncIterable<Uint8Array>): Promise<FilePreview> {
    const answer = await this.#send(previewPath, { id: randomUUID(), request }, chunks);
    if ("preview" in answer) return answer.preview as unknown as FilePreview;
    throw away(null);
  }

  async #send(path: string, sent: FileSent, chunks: AsyncIterable<Uint8Array>): Promise<Read> {
    const late = delay(limits.insideMs, null, { ref: false });
    const socketPath = await Promise.race([this.#socket(), late]);
    if (socketPath === null) throw away(null);
    const outgoing = openRequest({
      socketPath,
      method: "POST",
      path,
      headers: { [filesHeader]: Buffer.from(JSON.stringify(sent)).toString("base64url") },
    });
    const answered = toAnswer(outgoing);
    // Nobody may be waiting for it yet.
    answered.catch(() => {});
    try {
      await pump(chunks, outgoing, answered);
      return await read(await answered);
    } finally {
      outgoing.destroy();
    }
  }
}

function toAnswer(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.on("error", (error) => reject(away(error)));
  });
}

/** Sends until there is an answer: a file that is refused is not sent to its end. The error of `chunks` is passed on. */
async function pump(
  chunks: AsyncIterable<Uint8Array>,
  outgoing: ClientRequest,
  answered: Promise<IncomingMessage>,
): Promise<void> {
  let isOver = false;
  const over = answered
    .catch(() => {})
    .then(() => {
      isOver = true;
    });
  for await (const chunk of chunks) {
    if (isOver) return;
    if (!outgoing.write(chunk)) await Promise.race([once(outgoing, "drain"), over]).catch(() => {});
  }
  outgoing.end();
}

async function read(reply: IncomingMessage): Promise<Read> {
  const answer = await json(reply)
    .then((body) => fileAnswer.parse(body))
    .catch((error: unknown) => {
      throw away(error);
    });
  if ("reading" in answer || "preview" in answer) return answer;
  const { status, code, message, data, words } = answer;
  if (words !== undefined) throw new ImportRefused(code as ImportRefusedCode, words, data);
  if (status === 413) {
    const { limit, unit } = data;
    throw new LimitExceeded(code, message, { limit: Number(limit), unit: String(unit) });
  }
  throw new ServiceError(status, code, message, data);
}
