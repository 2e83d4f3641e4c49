import type { Request, Response } from "express";

/**
 * Leads on a browser that asked this machine by its number, where the service goes by the name: nobody could sign in there.
 * @returns whether it did
 */
export function leadToName(request: Request, response: Response, publicUrl: string): boolean {
  const { hostname, port } = new URL(publicUrl);
  const { host } = request.headers;
  const isNumber = host === `127.0.0.1:${port}` || host === `[::1]:${port}`;
  if (hostname !== "localhost" || !isNumber) return false;
  response.redirect(307, new URL(request.originalUrl, publicUrl).href);
  return true;
}
