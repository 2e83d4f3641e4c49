import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { Forbidden } from "../../platform/errors.ts";
import { csrfHeader } from "../sessionFields.ts";

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Digests have one length, and how long comparing takes says nothing. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(digestOf(one), digestOf(other));

/** A demo on this machine is reached by either name. No other machine has them, and the port must be the same. */
const toOneLoopback = (origin: string): string =>
  origin.replace(/^http:\/\/127\.0\.0\.1(?=:|$)/, "http://localhost");

/** Where a browser says from which page it asks, that page must be ours. Else `Forbidden` `session.csrf`. */
export function requireOwnOrigin(origin: string | undefined, publicUrl: string): void {
  const own = new URL(publicUrl).origin;
  if (origin === undefined || toOneLoopback(origin) === toOneLoopback(own)) return;
  throw new Forbidden("session.csrf", `Only pages of ${own} may ask this: open the console there.`);
}

/**
 * Browsers send cookies along with requests that a stranger's page makes. So what may change something also needs the
 * session's token in a header, which that page can neither read nor send. Else `Forbidden` `session.csrf`.
 */
export function checkCsrf(
  request: Request,
  session: { readonly csrfToken: string },
  publicUrl: string,
): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  requireOwnOrigin(request.headers.origin, publicUrl);
  const given = request.headers[csrfHeader.toLowerCase()];
  if (typeof given === "string" && isSame(given, session.csrfToken)) return;
  throw new Forbidden(
    "session.csrf",
    `Send the session's csrfToken, as GET /v1/session or /v1/my/session gives it, in the header ${csrfHeader}.`,
  );
}
