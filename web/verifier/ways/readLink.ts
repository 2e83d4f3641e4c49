import { fromBase64url, limits, SelloError } from "@sello/sdk";

/** What a link leads to. */
export type Link =
  | { readonly kind: "document"; readonly document: Uint8Array }
  /** What somebody shows by a link: it has a page of its own. */
  | { readonly kind: "share" }
  /** Of another service: nothing there is asked for. */
  | { readonly kind: "elsewhere"; readonly host: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "unreachable" };

const longestLink = 2 * limits.selloFileBytesMax;

/** A web address, if a text is one. */
export function toLink(text: string): URL | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/\S+$/i.test(trimmed) || trimmed.length > longestLink) return null;
  return URL.canParse(trimmed) ? new URL(trimmed) : null;
}

/**
 * Follows a link of this service: one that has the document behind `#document=` (it was never sent), or one that leads
 * to a `.sello` file. A share is opened on its own page, after a click.
 */
export async function readLink(link: URL, origin: string): Promise<Link> {
  if (link.origin !== origin) return { kind: "elsewhere", host: link.host };
  const carried = readFragment(link.hash);
  if (carried !== null) return { kind: "document", document: carried };
  if (/^\/s\/[A-Za-z0-9_-]+$/.test(link.pathname)) return { kind: "share" };
  if (!link.pathname.endsWith(".sello")) return { kind: "nothing" };
  return fetchFile(link);
}

/** A document behind `#document=`, in base64url: the packed form, or the text. Null without one. */
export function readFragment(hash: string): Uint8Array | null {
  const [, text] = /^#document=([A-Za-z0-9_-]+)$/.exec(hash) ?? [];
  if (text === undefined || text.length > longestLink) return null;
  try {
    return fromBase64url(text);
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}

async function fetchFile(link: URL): Promise<Link> {
  const response = await fetch(link, { redirect: "error" }).catch(() => null);
  if (response === null) return { kind: "unreachable" };
  const length = Number(response.headers.get("content-length") ?? 0);
  if (!response.ok || length > limits.selloFileBytesMax) return { kind: "nothing" };
  const document = new Uint8Array(await response.arrayBuffer());
  return document.length > limits.selloFileBytesMax
    ? { kind: "nothing" }
    : { kind: "document", document };
}
