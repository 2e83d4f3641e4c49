import { createHash } from "node:crypto";
import type { Body, BodyContent } from "@sello/api";
import type { Request } from "express";
import { LimitExceeded } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { HttpProblem } from "../errors.ts";
import { parseJson } from "./parseJson.ts";
import { isPlainJson } from "./Route.ts";
import { checkPart } from "./readInput.ts";

/** What the handler gets, and SHA-256 of the bytes as they were sent. */
type ReadBody = { readonly value: unknown; readonly digest: Buffer };

/** Media type without its parameters, in lower case. */
const mediaTypeOf = (request: Request): string =>
  (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

const tooLarge = (limit: number) =>
  new LimitExceeded("request.too_large", "The body is larger than allowed.", {
    limit,
    unit: "bytes",
  });

export const clientLeft = () => new HttpProblem(400, "request.aborted", "The client left.");

/** Reads and checks the body as the operation says it is. */
export async function readBody(request: Request, body: Body): Promise<ReadBody> {
  const { type, spec } = contentFor(request, body);
  const { content, digest } = await readContent(request, spec);
  return { value: isPlainJson(body) ? content : { type, content }, digest };
}

async function readContent(request: Request, spec: BodyContent) {
  if (spec.as === "stream") return { content: request, digest: createHash("sha256").digest() };
  const bytes = await readBytes(request, spec.maxBytes);
  const digest = createHash("sha256").update(bytes).digest();
  const content = spec.as === "bytes" ? bytes : checkPart("body", spec.schema, parseJson(bytes));
  return { content, digest };
}

function contentFor(request: Request, body: Body): { type: string; spec: BodyContent } {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new HttpProblem(415, "request.content_encoding", "The body must not be compressed.", {
      "accept-encoding": "identity",
    });
  const type = mediaTypeOf(request);
  const spec = Object.hasOwn(body, type) ? body[type] : undefined;
  if (spec) return { type, spec };
  const accepted = Object.keys(body).join(", ");
  throw new HttpProblem(415, "request.media_type", `The body must be of the type ${accepted}.`, {
    "accept-post": accepted,
  });
}

/** The whole body, of bounded size, within bounded time. */
function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // Listeners rather than `for await`: leaving that loop early would cut the connection before the
    // client has read why.
    const settle = (error: Error | null) => {
      clearTimeout(late);
      request.off("data", take).off("end", finish).off("error", leave).off("close", leave);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks, length));
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) settle(tooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const finish = () => settle(null);
    // A connection that breaks is the client's leaving too, and no fault of ours.
    const leave = () => settle(clientLeft());
    const late = setTimeout(
      () => settle(new HttpProblem(408, "request.slow", "The body came too slowly.")),
      limits.requestBodyMs,
    );
    request.on("data", take).on("end", finish).on("error", leave).on("close", leave);
  });
}
