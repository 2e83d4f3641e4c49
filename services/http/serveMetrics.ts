import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { Request, RequestHandler } from "express";
import { HttpProblem } from "./errors.ts";

export type MetricsEndpoint = {
  readonly source: { readonly contentType: string; expose(): Promise<string> };
  /** Bearer token that is asked for; null: only requests that come from this machine itself are answered. */
  readonly token: string | null;
};

export const metricsPath = "/metrics";

/** The Prometheus exposition, for those who keep the service running. Others learn nothing, not even of it. */
export const serveMetrics =
  ({ source, token }: MetricsEndpoint): RequestHandler =>
  async (request, response) => {
    response.locals.route = metricsPath;
    const { authorization = null } = request.headers;
    const caller = { local: isOfThisMachine(request), authorization };
    if (!maySeeMetrics(caller, token))
      throw new HttpProblem(404, "route.unknown", "There is nothing here.");
    const text = await source.expose();
    response.set({ "content-type": source.contentType, "cache-control": "no-store" }).send(text);
  };

/**
 * A proxy on this machine also connects from loopback, on behalf of anyone: whatever says that it was
 * forwarded is not of this machine.
 */
export function isOfThisMachine({ socket, headers }: Pick<Request, "socket" | "headers">): boolean {
  const forwarded = Object.keys(headers).some((name) =>
    /^(?:forwarded|via|x-forwarded-|x-real-ip)/.test(name),
  );
  return !forwarded && isLoopback(socket.remoteAddress ?? "");
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return plain === "::1" || (isIP(plain) === 4 && plain.startsWith("127."));
}

/** @param caller whether the request came from this machine itself, and its field `Authorization` */
export const maySeeMetrics = (
  caller: { readonly local: boolean; readonly authorization: string | null },
  token: string | null,
): boolean => (token === null ? caller.local : bears(caller.authorization ?? "", token));

function bears(authorization: string, token: string): boolean {
  const given = /^bearer (\S+)$/i.exec(authorization)?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  // Digests have one length, and how long comparing takes says nothing.
  return timingSafeEqual(digest(given), digest(token));
}
