import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CosignatureKind } from "../anchoring/DocumentProofs.ts";
import { describeFault } from "../platform/describeFault.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import type { PlaceStatus, PublishedList } from "../status/PublishedLists.ts";
import { CallRefused } from "./errors.ts";
import {
  type Answer,
  type Asked,
  type InsideCall,
  insideCalls,
  insidePath,
} from "./insideCalls.ts";

/** What the calls are answered from. */
export type InsideParts = {
  readonly publicUrl: string;
  readonly statuses: {
    token(slug: string, number: number): Promise<PublishedList>;
    ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
  };
  readonly trustLists: { current(): Promise<string> };
  readonly copies: {
    find(jwt: string, place: Asked<"findCopy">["place"]): Promise<Answer<"findCopy">>;
  };
  readonly proofs: { proofOf(stream: number, seq: number, kind: CosignatureKind): Promise<string> };
  readonly metrics: (asked: Asked<"metrics">) => Promise<Answer<"metrics">>;
  readonly logger: Logger;
};

type Handlers = { [Name in InsideCall]: (asked: Asked<Name>) => Promise<Answer<Name>> };

/** Answers the calls; what is no call goes to `otherwise`. */
export function serveInside(parts: InsideParts, otherwise: RequestListener): RequestListener {
  const handlers = toHandlers(parts);
  return (request, response) => {
    const { url = "" } = request;
    if (!url.startsWith(insidePath)) return otherwise(request, response);
    const name = url.slice(insidePath.length);
    void answer(handlers, name, request, response, parts.logger);
  };
}

const toHandlers = (parts: InsideParts): Handlers => {
  const { publicUrl, trustLists, statuses, copies, proofs, metrics } = parts;
  return {
    names: async () => ({ publicUrl }),
    trustList: async () => ({ note: await trustLists.current() }),
    async statusToken({ slug, number, etag }) {
      const list = await statuses.token(slug, number);
      return { ...list, jwt: list.etag === etag ? null : list.jwt };
    },
    statusPlace: async ({ slug, number, index }) => {
      const { by, ...place } = await statuses.ofPlace(slug, number, index);
      return { ...place, by: by as Answer<"statusPlace">["by"] };
    },
    findCopy: ({ jwt, place }) => copies.find(jwt, place),
    proveCopy: async ({ stream, seq, cosignatures }) => ({
      proof: await proofs.proofOf(stream, seq, cosignatures),
    }),
    metrics,
  };
};

async function answer(
  handlers: Handlers,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  try {
    if (!Object.hasOwn(insideCalls, name))
      throw new CallRefused(404, "call.unknown", "No such call.");
    const call = name as InsideCall;
    const asked = readAsked(call, await readAll(request));
    const handle = handlers[call] as (asked: unknown) => Promise<unknown>;
    send(response, 200, await handle(asked));
  } catch (error) {
    send(response, ...toRefusal(error, logger));
  }
}

function readAsked(call: InsideCall, text: string): unknown {
  try {
    return insideCalls[call].asked.parse(JSON.parse(text));
  } catch {
    throw new CallRefused(422, "call.malformed", "Not what is asked by this call.");
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    const limit = limits.insideBytes;
    if (bytes > limit)
      throw new CallRefused(413, "call.too_large", "The call is too large.", {
        limit,
        unit: "bytes",
      });
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}

function toRefusal(error: unknown, logger: Logger): readonly [number, object] {
  if (error instanceof ServiceError) {
    const { status, code, message, data } = error;
    return [status, { status, code, message, data }];
  }
  logger.error({ error: describeFault(error) }, "a call from the api failed by our fault");
  return [500, { status: 500, code: "internal", message: "A fault of the service.", data: {} }];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    })
    .end(text);
}
