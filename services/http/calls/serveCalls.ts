import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { describeFault } from "../../platform/describeFault.ts";
import { ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { CallRefused } from "../errors.ts";
import { type Answer, type Asked, type CallTable, callPath } from "./CallTable.ts";

export type CallHandlers<Table extends CallTable> = {
  readonly [Name in keyof Table]: (asked: Asked<Table, Name>) => Promise<Answer<Table, Name>>;
};

export type ServeOptions = {
  /** Of one call. */
  readonly bytesMax: number;
  readonly logger: Logger;
};

/** Answers the calls of a table; what is no call goes to `otherwise`. */
export function serveCalls<Table extends CallTable>(
  table: Table,
  handlers: CallHandlers<Table>,
  options: ServeOptions,
  otherwise: RequestListener,
): RequestListener {
  return (request, response) => {
    const { url = "" } = request;
    if (!url.startsWith(callPath)) return otherwise(request, response);
    const name = url.slice(callPath.length);
    void answer({ table, handlers, ...options }, name, request, response);
  };
}

type Served<Table extends CallTable> = ServeOptions & {
  readonly table: Table;
  readonly handlers: CallHandlers<Table>;
};

async function answer<Table extends CallTable>(
  { table, handlers, bytesMax, logger }: Served<Table>,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const call = Object.hasOwn(table, name) ? table[name] : undefined;
    if (call === undefined) throw new CallRefused(404, "call.unknown", "No such call.");
    const asked = readAsked(call, await readAll(request, bytesMax));
    const handle = handlers[name] as (asked: unknown) => Promise<unknown>;
    send(response, 200, await handle(asked));
  } catch (error) {
    send(response, ...toRefusal(error, logger));
  }
}

function readAsked(call: CallTable[string], text: string): unknown {
  try {
    return call.asked.parse(JSON.parse(text));
  } catch {
    throw new CallRefused(422, "call.malformed", "Not what is asked by this call.");
  }
}

async function readAll(request: IncomingMessage, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
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
  logger.error({ error: describeFault(error) }, "a call failed by our fault");
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
