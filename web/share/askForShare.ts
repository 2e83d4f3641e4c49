import { fromBase64url } from "@sello/sdk";
import type { ShareTerms } from "@sello/sdk/share";

/** Why a share does not open. */
export type Refusal =
  | "cut"
  | "otherKey"
  | "altered"
  | "ended"
  | "expired"
  | "used"
  | "unknown"
  | "unreadable"
  | "busy"
  | "unreachable";

/** Why, for the page's words. */
export class ShareRefused extends Error {
  override readonly name = "ShareRefused";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** What the service gives out: encrypted bytes, and the terms that it states. */
export type GivenShare = { readonly sealed: Uint8Array; readonly terms: ShareTerms };

const timeoutMs = 30_000;

/** Whether there is one that can be opened, and whether opening uses it up. It opens nothing. Throws `ShareRefused`. */
export async function lookAtShare(id: string): Promise<{ readonly once: boolean }> {
  const { once } = await ask(`/v1/shares/${id}`, {});
  if (typeof once !== "boolean") throw new ShareRefused("unreadable");
  return { once };
}

/**
 * Opens it, and counts. Throws `ShareRefused`.
 * @param opening a UUID; the same again, after an answer was lost, counts once
 */
export async function takeShare(id: string, opening: string): Promise<GivenShare> {
  const { sealed, endsAt, once, audience } = await ask(`/v1/shares/${id}/openings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ opening }),
  });
  const isKnown =
    typeof sealed === "string" &&
    typeof endsAt === "number" &&
    typeof once === "boolean" &&
    (audience === null || typeof audience === "string");
  if (!isKnown) throw new ShareRefused("unreadable");
  return { sealed: bytesOf(sealed), terms: { endsAt, once, audience } };
}

function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch {
    throw new ShareRefused("unreadable");
  }
}

const refusals: Readonly<Record<string, Refusal>> = {
  "share.unknown": "unknown",
  "share.ended": "ended",
  "share.expired": "expired",
  "share.used": "used",
  "rate.limited": "busy",
};

/** Neither cookies nor an address of this page go along. */
async function ask(path: string, init: RequestInit): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(path, {
    ...init,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  const answer: unknown = await response?.json().catch(() => null);
  if (!response || typeof answer !== "object" || answer === null)
    throw new ShareRefused("unreachable");
  const members = answer as Readonly<Record<string, unknown>>;
  if (response.ok) return members;
  // An id that no share can have is a malformed request.
  if (response.status === 422) throw new ShareRefused("unknown");
  throw new ShareRefused(refusals[String(members.code)] ?? "unreachable");
}
