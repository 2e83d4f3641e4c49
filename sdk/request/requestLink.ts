import { isRequestId } from "./ProofRequest.ts";

/** What a link to a request says: which one, and SHA-256 of what it asks, in base64url. */
export interface RequestLink {
  readonly id: string;
  readonly hash: string;
}

/** `https://host/r/ID#HASH`. @param origin of the service that keeps the request */
export const toRequestLink = (origin: string, { id, hash }: RequestLink): string =>
  `${origin.replace(/\/+$/, "")}/r/${id}#${hash}`;

/** Null: not the link of a request, or not all of it. */
export function readRequestLink({
  pathname,
  hash,
}: Pick<URL, "pathname" | "hash">): RequestLink | null {
  const [, id = ""] = /^\/r\/([A-Za-z0-9_-]+)$/.exec(pathname) ?? [];
  const [, digest = ""] = /^#([A-Za-z0-9_-]{43})$/.exec(hash) ?? [];
  return isRequestId(id) && digest !== "" ? { id, hash: digest } : null;
}
