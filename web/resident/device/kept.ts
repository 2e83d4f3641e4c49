import type { Output } from "@sello/api/client";

export type KeptCopy = {
  readonly number: number;
  readonly sdJwt: string;
  /** Null until it is in the log. */
  readonly proof: string | null;
  /** Of the key that it is bound to, made on this device. */
  readonly key: JsonWebKey;
  /** Among how many documents it is one that its place in the log does not tell; unknown until it is there. */
  readonly among?: number | null;
  /** A copy is shown once. */
  readonly isUsed: boolean;
  /** From when on it does not count, in Unix seconds; null or absent: as long as the document. */
  readonly endsAt?: number | null;
};

/** Whether a copy can still be shown for the first time. */
export const isUnused = ({ isUsed, endsAt }: KeptCopy, now: number): boolean =>
  !isUsed && (typeof endsAt !== "number" || now < endsAt);

/** A document as this device keeps it. */
export type Kept = {
  readonly version: 1;
  readonly document: Output<"getMyDocument">;
  /** When it was last asked for. Unix seconds. */
  readonly at: number;
  readonly copies: readonly KeptCopy[];
};

export const keptVersion = 1;

type Stored = { readonly version: number } & Readonly<Record<string, unknown>>;

/** From each earlier version to the one after it. */
const migrations: Readonly<Record<number, (kept: Stored) => Stored>> = {};

/** What any version of the app stored, as this version has it; null: it was stored by a newer one, or is something else. */
export function readKept(text: string): Kept | null {
  let stored = parse(text);
  while (stored !== null && stored.version < keptVersion)
    stored = migrations[stored.version]?.(stored) ?? null;
  return stored?.version === keptVersion ? (stored as unknown as Kept) : null;
}

function parse(text: string): Stored | null {
  try {
    const found: unknown = JSON.parse(text);
    const isStored = typeof found === "object" && found !== null && "version" in found;
    return isStored && typeof found.version === "number" ? (found as Stored) : null;
  } catch {
    return null;
  }
}
