import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { SelloError } from "@sello/sdk";
import { formatNoteSignature } from "@sello/sdk/log";
import { describeFault } from "../platform/describeFault.ts";
import { LimitExceeded, NotFound, ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { parseSignRequest } from "./SignRequest.ts";
import type { TrustSigner } from "./TrustSigner.ts";

export type OfficeParts = {
  readonly signer: Pick<TrustSigner, "sign" | "successor">;
  readonly logger: Logger;
};

type Answer = { readonly status: number; readonly type: string; readonly body: string };

const json = (value: unknown, status = 200): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});
const plain = (body: string): Answer => ({ status: 200, type: "text/plain; charset=utf-8", body });

/**
 * The HTTP face of one office: `POST /sign-head` signs a head that it finds right, and
 * `POST /successor` makes its next key. Who asks has shown the office's token.
 */
export const officeListener =
  (parts: OfficeParts): RequestListener =>
  (request, response) =>
    void answer(parts, request).then(
      (answered) => send(response, answered),
      (error: unknown) => send(response, toProblem(error, parts.logger)),
    );

async function answer(parts: OfficeParts, request: IncomingMessage): Promise<Answer> {
  const { method, url } = request;
  if (method === "POST" && url === "/sign-head") {
    const asked = parseSignRequest(await readBody(request));
    const signatures = await parts.signer.sign(asked);
    return plain(signatures.map(formatNoteSignature).join(""));
  }
  if (method === "POST" && url === "/successor") {
    const { oldKey, network } = Object(JSON.parse(await readBody(request)));
    return plain(await parts.signer.successor(String(oldKey), String(network)));
  }
  throw new NotFound("trust_signer.unknown", "There is nothing here.");
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > limits.trustSignBytes)
      throw new LimitExceeded("trust_list.request", "The request is too large.", {
        limit: limits.trustSignBytes,
        unit: "bytes",
      });
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function toProblem(error: unknown, logger: Logger): Answer {
  if (error instanceof ServiceError) return refusal(error, error.status);
  // What the sdk refuses of a head.
  if (error instanceof SelloError) return refusal(error, 409);
  if (error instanceof SyntaxError) return json({ code: "trust_list.request", data: {} }, 400);
  logger.error({ fault: describeFault(error) }, "the office failed");
  return json({ code: "internal", data: {} }, 500);
}

const refusal = ({ code, message, data }: SelloError, status: number): Answer =>
  json({ code, message, data }, status);
