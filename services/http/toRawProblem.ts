import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { type Problem, type ProblemCode, problemCatalogue } from "@sello/api";

const details = {
  "request.malformed":
    "The request is not HTTP/1.1 as RFC 9112 has it. Check the program that sent it.",
  "request.header_too_large":
    "The address and the header fields hold more than 16 KiB. Ask for less at once, or send fewer cookies.",
  "request.slow": "The request did not arrive whole in time. Send it again.",
  "connections.share":
    "This address holds its share of connections. Close some, or use one for several requests.",
} as const satisfies Partial<Record<ProblemCode, string>>;

/** A problem document (RFC 9457) with its header, for connections that Express never sees. */
export function toRawProblem(code: keyof typeof details): string {
  const { status } = problemCatalogue[code];
  // RFC 9457 §4.2.1: the title of about:blank is the status's own phrase.
  const title = STATUS_CODES[status] ?? "";
  const problem: Problem = {
    type: "about:blank",
    title,
    status,
    detail: details[code],
    instance: `urn:uuid:${randomUUID()}`,
    code,
  };
  const body = JSON.stringify(problem);
  return (
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
