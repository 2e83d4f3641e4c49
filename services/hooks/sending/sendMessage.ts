import { promises as dns, type LookupAddress } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { limits } from "../../platform/limits.ts";
import { findUrlFault, isLoopbackHost } from "./findUrlFault.ts";
import { isLoopbackAddress, isPublicAddress } from "./isPublicAddress.ts";
import type { Message, Sent } from "./sendCalls.ts";

export type SendOptions = {
  /** Whether this machine itself may be asked: in a demo. */
  readonly mayLoopback: boolean;
  /** Who is asked for a name's addresses; tests bring their own. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
};

const resolveName = (hostname: string) => dns.lookup(hostname, { all: true, verbatim: true });

const refused = (error: string): Sent => ({ status: null, error });

/**
 * Sends one message and says what was answered. The name is looked up once, all of its addresses have to be public, and the
 * connection goes to one of these, so that a name cannot lead elsewhere in between. A redirection is an answer like any other: it is
 * not followed. Of an answer nothing is read but its status.
 */
export async function sendMessage(message: Message, options: SendOptions): Promise<Sent> {
  const { resolve = resolveName, mayLoopback } = options;
  if (findUrlFault(message.url, mayLoopback) !== null) return refused("url.refused");
  const url = new URL(message.url);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const found = await resolve(hostname).catch(() => []);
  const [first] = found;
  if (first === undefined) return refused("name.unknown");
  const isOwn = mayLoopback && isLoopbackHost(url.hostname);
  const mayBeAsked = ({ address }: LookupAddress): boolean =>
    isPublicAddress(address) || (isOwn && isLoopbackAddress(address));
  if (!found.every(mayBeAsked)) return refused("address.private");
  return post(url, message, first);
}

function post(url: URL, { headers, body }: Message, address: LookupAddress): Promise<Sent> {
  // Whatever is looked up, it is the address that was checked.
  const lookup: LookupFunction = (_, asked, callback) => {
    if (asked.all) callback(null, [address]);
    else callback(null, address.address, address.family);
  };
  const bytes = Buffer.from(body, "utf8");
  return new Promise((done) => {
    const open = url.protocol === "https:" ? tlsRequest : plainRequest;
    const outgoing = open(url, {
      method: "POST",
      lookup,
      agent: false,
      signal: AbortSignal.timeout(limits.webhookAnswerMs),
      headers: { ...headers, "content-length": bytes.length, "user-agent": "sello" },
      maxHeaderSize: limits.requestHeaderBytes,
    });
    outgoing.once("response", (answer: IncomingMessage) => {
      done({ status: answer.statusCode ?? null, error: null });
      answer.destroy();
    });
    outgoing.on("error", (error) => done(refused(toCode(error))));
    outgoing.end(bytes);
  });
}

function toCode(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (error.name === "AbortError" || error.name === "TimeoutError" || code === "ABORT_ERR")
    return "answer.late";
  if (code === "ECONNREFUSED") return "connection.refused";
  if (code.startsWith("ERR_TLS") || /CERT|SIGNATURE|ISSUER/.test(code)) return "certificate.bad";
  return "connection.failed";
}
