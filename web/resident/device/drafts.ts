import type { Output } from "@sello/api/client";
import type { JsonObject } from "@sello/sdk";
import { DraftFault } from "./DraftFault.ts";
import { type Migrations, readStored } from "./readStored.ts";

type Detail = Output<"getServiceItem">;
type Text = Detail["item"]["title"];

/** What this device keeps of drafts: how many, and of how many bytes each, with the words of its form. */
export const draftLimits = { count: 20, bytes: 128 * 1024 } as const;

/** What was last known of one piece of evidence. */
export type KeptPiece = {
  /** Whether the account has such a document. */
  readonly isThere: boolean;
  /** How the claims that are read are called. */
  readonly claims: readonly Text[];
};

/** An application that a resident began to fill in, as this device keeps it. */
export type Draft = {
  readonly version: 1;
  /** Random: where it is kept says nothing of what it is about. */
  readonly id: string;
  /** The item as it was then, so that its form opens without network. */
  readonly detail: Pick<Detail, "item" | "answers" | "version">;
  readonly pieces: Readonly<Record<string, KeptPiece>>;
  readonly form: JsonObject;
  /** Names of the evidence that may be looked at. */
  readonly evidence: readonly string[];
  /** The idempotency key of the request that sends it: what was sent and not answered is not sent twice. */
  readonly key: string;
  /** When the form was last opened. Unix seconds. */
  readonly openedAt: number;
  /** When the resident last changed it, in Unix seconds; null: the form was opened, and nothing filled in. */
  readonly changedAt: number | null;
};

export const draftVersion = 1;

const migrations: Migrations = {};

/** What any version of the app stored, as this version has it; null: it was stored by a newer one, or is something else. */
export const readDraft = (text: string): Draft | null =>
  readStored<Draft>(text, draftVersion, migrations);

/** The newest draft of a service item. */
export const draftOf = (drafts: readonly Draft[], slug: string): Draft | null =>
  drafts
    .filter(({ detail }) => detail.item.slug === slug)
    .toSorted((one, other) => other.openedAt - one.openedAt)[0] ?? null;

/** Drafts that the resident began to fill in, the newest first. */
export const begunOf = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts
    .filter(({ changedAt }) => changedAt !== null)
    .toSorted((one, other) => (other.changedAt ?? 0) - (one.changedAt ?? 0));

/**
 * Which drafts give way to one that is to be kept: others of the same item, and a form that was only opened where there are as
 * many as can be kept. Errors: `DraftFault`.
 */
export function makeRoom(kept: readonly Draft[], draft: Draft): readonly Draft[] {
  if (new TextEncoder().encode(JSON.stringify(draft)).length > draftLimits.bytes)
    throw new DraftFault("drafts.large");
  const { slug } = draft.detail.item;
  const others = kept.filter(({ id }) => id !== draft.id);
  const same = others.filter(({ detail }) => detail.item.slug === slug);
  const rest = others.filter(({ detail }) => detail.item.slug !== slug);
  const over = Math.max(0, rest.length + 1 - draftLimits.count);
  const opened = rest
    .filter(({ changedAt }) => changedAt === null)
    .toSorted((one, other) => one.openedAt - other.openedAt);
  if (opened.length < over) throw new DraftFault("drafts.many");
  return [...same, ...opened.slice(0, over)];
}
