import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import type { AnswerContent, Operation } from "@sello/api";
import type { Request, Response } from "express";
import { limits } from "../../platform/limits.ts";
import type { EventStreams } from "./EventStreams.ts";
import type { EventsReply, OtherReply, Reply, ServerEvent } from "./Reply.ts";

type Parts = {
  readonly eventStreams: EventStreams;
  readonly checkReplies: boolean;
  /** Asked again and again while an event stream is open, and ends it; null: nothing ends it but the client. */
  readonly goesOn: (() => Promise<boolean>) | null;
};

/** Writes a reply. */
export async function sendReply(
  reply: Reply,
  operation: Operation,
  request: Request,
  response: Response,
  parts: Parts,
): Promise<void> {
  // Answers of the API are for who asked, now, unless a route says otherwise.
  response.statusCode = reply.status;
  response.setHeader("cache-control", "no-store");
  for (const name in reply.headers) response.setHeader(name, reply.headers[name] as string);
  if (reply.kind === "empty") response.end();
  else if (reply.kind === "json") sendJson(reply, operation, response, parts);
  else if (reply.kind === "text") sendWhole(response, reply.mediaType, reply.text);
  else if (reply.kind === "events") await sendEvents(reply, operation, request, response, parts);
  else await sendStream(reply, response);
}

function sendJson(
  reply: Reply & { kind: "json" },
  operation: Operation,
  response: Response,
  parts: Parts,
): void {
  const content = JSON.stringify(reply.value);
  if (parts.checkReplies) assertDescribed(reply, operation, JSON.parse(content));
  sendWhole(response, "application/json; charset=utf-8", content);
}

/** Past Express, whose `send` works out again for each answer what is known here. Node leaves the body out for HEAD. */
function sendWhole(response: Response, contentType: string, content: string | Buffer): void {
  response.setHeader("content-type", contentType);
  response.setHeader("content-length", Buffer.byteLength(content));
  response.end(content);
}

/** The answer is of its schema and holds nothing that the schema does not name. */
function assertDescribed({ status }: Reply, operation: Operation, value: unknown): void {
  const content = operation.answers[status]?.content?.["application/json"];
  if (content?.as !== "json") throw new TypeError(`an undescribed reply with status ${status}`);
  assertOfSchema(content, value);
}

function assertOfSchema({ schema }: AnswerContent & { as: "json" }, value: unknown): void {
  const parsed = schema.parse(value);
  if (!isDeepStrictEqual(parsed, value)) throw new TypeError("a reply holds undescribed members");
}

async function sendStream(
  reply: OtherReply & { kind: "stream" },
  response: Response,
): Promise<void> {
  response.type(reply.mediaType);
  await pipeline(reply.stream, response).catch((error: unknown) => {
    if (!response.destroyed || response.writableFinished) throw error;
    // The client left; there is nobody to tell.
  });
}

async function sendEvents(
  { events }: EventsReply,
  operation: Operation,
  request: Request,
  response: Response,
  parts: Parts,
): Promise<void> {
  const controller = parts.eventStreams.open(request, response);
  response.once("close", () => controller.abort());
  response.set({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  response.flushHeaders();
  if (request.method === "HEAD") controller.abort();
  const heartbeat = setInterval(() => write(response, ":\n\n"), limits.eventHeartbeatMs);
  const recheck = watchRights(parts.goesOn, controller);
  const iterator = events[Symbol.asyncIterator]();
  const ended = new Promise<IteratorResult<ServerEvent>>((resolve) => {
    const end = () => resolve({ done: true, value: undefined });
    if (controller.signal.aborted) end();
    controller.signal.addEventListener("abort", end);
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), ended]);
      if (next.done) break;
      if (parts.checkReplies) assertDescribedEvent(next.value, operation);
      write(response, formatEvent(next.value));
    }
  } finally {
    clearInterval(heartbeat);
    clearInterval(recheck);
    controller.abort();
    void iterator.return?.(undefined)?.catch(() => {});
    response.end();
  }
}

/** Ends the stream when its reader has lost the right to it, or that cannot be found out. */
function watchRights(goesOn: Parts["goesOn"], stream: AbortController) {
  if (goesOn === null) return undefined;
  const end = () => stream.abort();
  return setInterval(
    () => void goesOn().then((still) => (still ? undefined : end()), end),
    limits.sessionRecheckMs,
  );
}

function assertDescribedEvent({ event, data }: ServerEvent, operation: Operation): void {
  const content = operation.answers[200]?.content?.["text/event-stream"];
  const schema = content?.as === "events" ? content.events[event] : undefined;
  if (!schema) throw new TypeError(`an undescribed event "${event}"`);
  assertOfSchema({ as: "json", schema }, JSON.parse(JSON.stringify(data)));
}

const formatEvent = (event: ServerEvent): string =>
  `${event.id === undefined ? "" : `id: ${event.id}\n`}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;

/** A reader that does not keep up is cut off, so that what waits for it stays small. */
function write(response: Response, content: string): void {
  if (response.destroyed || response.writableEnded) return;
  if (response.writableLength > limits.eventBacklogBytes) response.destroy();
  else response.write(content);
}
