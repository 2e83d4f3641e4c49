import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { describeFault } from "../../platform/describeFault.ts";
import { ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { CallRefused } from "../errors.ts";
import { type Answer, type Asked, type CallTable, callPath } from "./CallTable.ts";
import { type CallBody, jsonType, readCallBody, toCallBody } from "./callBody.ts";

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
    const type = request.headers["content-type"] ?? jsonType;
    const asked = readAsked(call, { type, bytes: await readAll(request, bytesMax) });
    const handle = handlers[name] as (asked: unknown) => Promise<unknown>;
    send(response, 200, await handle(asked));
  } catch (error) {
    send(response, ...toRefusal(error, logger));
  }
}

function readAsked(call: CallTable[string], body: CallBody): unknown {
  try {
    return call.asked.parse(readCallBody(body));
  } catch {
    throw new CallRefused(422, "call.malformed", "Not what is asked by this call.");
  }
}

async function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
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
  return Buffer.concat(parts);
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
  const { type, bytes } = toCallBody(body);
  response.writeHead(status, { "content-type": type, "content-length": bytes.length }).end(bytes);
}
