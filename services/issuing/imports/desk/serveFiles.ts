import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { describeFault } from "../../../platform/describeFault.ts";
import { ServiceError } from "../../../platform/errors.ts";
import type { Logger } from "../../../platform/Logger.ts";
import { ImportRefused } from "../errors.ts";
import type { FileReceiving } from "../FileReceiver.ts";
import { type FileSent, fileSent, filesHeader, filesPath, previewPath } from "./filesCall.ts";

/** Takes in files that the process with the keys hands on. */
export const serveFiles =
  (files: FileReceiving, logger: Logger): RequestListener =>
  (request, response) => {
    if (request.method === "POST" && isKnown(request.url))
      void take(files, logger, request, response);
    else response.writeHead(404).end();
  };

const isKnown = (url: string | undefined): boolean => url === filesPath || url === previewPath;

async function take(
  files: FileReceiving,
  logger: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { id, request: asked } = readSent(request);
    const chunks = request.iterator({ destroyOnReturn: false });
    if (request.url === previewPath)
      send(response, { preview: await files.preview(asked, chunks) });
    else send(response, { reading: await files.receive(id, asked, chunks) });
  } catch (error) {
    // The sender left: it knows, and nobody listens.
    if (request.destroyed && !request.complete) return void response.destroy();
    send(response, toRefusal(error, logger));
    // A sender that sees its connection close does not see the answer: it stops when it has that.
    request.resume();
  }
}

const readSent = (request: IncomingMessage): FileSent =>
  fileSent.parse(
    JSON.parse(Buffer.from(String(request.headers[filesHeader]), "base64url").toString("utf8")),
  );

function toRefusal(error: unknown, logger: Logger): object {
  if (error instanceof ServiceError) {
    const { status, code, message, data } = error;
    const words = error instanceof ImportRefused ? { words: error.words } : {};
    return { status, code, message, data, ...words };
  }
  logger.error({ error: describeFault(error) }, "a file was not read by our fault");
  return { status: 500, code: "internal", message: "A fault of the service.", data: {} };
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
