import { isShareId, isShareKey, type ShareSecret } from "./shareKeys.ts";

/** `https://host/s/ID#KEY`. @param origin of the service that keeps the share */
export const toShareLink = (origin: string, { id, key }: ShareSecret): string =>
  `${origin.replace(/\/+$/, "")}/s/${id}#${key}`;

/** What a link says. Null: not the link of a share. A key of null: the link is not whole. */
export function readShareLink({ pathname, hash }: Pick<URL, "pathname" | "hash">): {
  readonly id: string;
  readonly key: string | null;
} | null {
  const [, id = ""] = /^\/s\/([A-Za-z0-9_-]+)$/.exec(pathname) ?? [];
  if (!isShareId(id)) return null;
  const key = hash.slice(1);
  return { id, key: isShareKey(key) ? key : null };
}
