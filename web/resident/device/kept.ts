import type { Output } from "@sello/api/client";
import { type Migrations, readStored } from "./readStored.ts";

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

const migrations: Migrations = {};

/** What any version of the app stored, as this version has it; null: it was stored by a newer one, or is something else. */
export const readKept = (text: string): Kept | null =>
  readStored<Kept>(text, keptVersion, migrations);
