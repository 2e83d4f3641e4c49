import type { NewVerifier } from "../api/requests/useVerifiers.ts";

/** A registration as it is written. */
export type Draft = {
  readonly zh: string;
  readonly es: string;
  readonly en: string;
  readonly homepage: string;
  /** By the type's name. */
  readonly mayAsk: Readonly<Record<string, readonly string[]>>;
  /** A JWK, as it was pasted. */
  readonly key: string;
  /** `YYYY-MM-DD`. */
  readonly endsAt: string;
  readonly hook: string;
};

export const emptyDraft: Draft = {
  ...{ zh: "", es: "", en: "", homepage: "", key: "", endsAt: "", hook: "" },
  mayAsk: {},
};

export type Missing = "name" | "homepage" | "mayAsk" | "key" | "endsAt";

/** What is not there, or cannot be read. The service looks closer. */
export function findMissing(draft: Draft): readonly Missing[] {
  const isThere: Readonly<Record<Missing, boolean>> = {
    name: Object.keys(namesOf(draft)).length > 0,
    homepage: /^https:\/\/[^/]+\/?$/.test(draft.homepage.trim()),
    mayAsk: askedOf(draft).length > 0,
    key: readKey(draft.key) !== null,
    endsAt: /^\d{4}-\d{2}-\d{2}$/.test(draft.endsAt),
  };
  return (Object.keys(isThere) as Missing[]).filter((field) => !isThere[field]);
}

/** Of a draft in which nothing is missing. It ends with the day. */
export function toNewVerifier(draft: Draft): NewVerifier {
  const key = readKey(draft.key);
  if (key === null) throw new TypeError("the draft has no key");
  const hook = draft.hook.trim();
  return {
    name: namesOf(draft),
    homepage: draft.homepage.trim().replace(/\/$/, ""),
    mayAsk: askedOf(draft),
    key,
    endsAt: Math.floor(new Date(`${draft.endsAt}T23:59:59`).getTime() / 1_000),
    ...(hook === "" ? {} : { hook }),
  };
}

function namesOf({ zh, es, en }: Draft): NewVerifier["name"] {
  const given = Object.entries({ zh, es, en }).map(([language, text]) => [language, text.trim()]);
  return Object.fromEntries(given.filter(([, text]) => text !== ""));
}

const askedOf = ({ mayAsk }: Draft): NewVerifier["mayAsk"] =>
  Object.entries(mayAsk)
    .filter(([, claims]) => claims.length > 0)
    .map(([type, claims]) => ({ type, claims: [...claims] }));

/** The public part alone; a private key that was pasted is not sent, and is refused. */
function readKey(text: string): NewVerifier["key"] | null {
  try {
    const { kty, crv, x, y, d } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (kty !== "EC" || crv !== "P-256" || d !== undefined) return null;
    return typeof x === "string" && typeof y === "string" ? { kty, crv, x, y } : null;
  } catch {
    return null;
  }
}
