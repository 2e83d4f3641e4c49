import { type DraftState, type TypeDesign, toTypeFile } from "@sello/api";
import { toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { isSubordinate } from "../../isSubordinate.ts";
import type { DraftStep, TypeDraft } from "./TypeDraft.ts";
import type { Acting, TypeDraftsOptions } from "./TypeDraftsOptions.ts";

/** The text of the type's file: what is approved, and what every process reads. */
export const toText = (design: TypeDesign): string => JSON.stringify(toTypeFile(design));

export const fileName = ({ name, version }: TypeDesign): string => `${name}-${version}.json`;

export function requireState({ state }: TypeDraft, allowed: readonly DraftState[]): void {
  if (!allowed.includes(state))
    throw new Conflict("type_draft.state", `That cannot be done in the state ${state}.`, { state });
}

export const changedMeanwhile = ({ revision }: TypeDraft): Conflict =>
  new Conflict("type_draft.changed", "The draft was changed meanwhile. Look at it again.", {
    revision,
  });

export const tooMany = (limit: number): Conflict =>
  new Conflict("type_draft.too_many", `There are ${limit} already.`, { limit });

/** Of another authority than this one and those below it: `NotFound` `type_draft.unknown`. */
export async function requireVisible(
  { registry }: Pick<TypeDraftsOptions, "registry">,
  { authority }: Pick<Acting, "authority">,
  draft: TypeDraft | null,
): Promise<TypeDraft> {
  if (draft !== null && (await isSubordinate(registry, draft.authority, authority))) return draft;
  throw unknownDraft();
}

export const unknownDraft = (): NotFound =>
  new NotFound("type_draft.unknown", "There is no such draft.");

/** The name is free, or the authority's own; the version is the next. */
export async function requireName(
  { types, store }: Pick<TypeDraftsOptions, "types" | "store">,
  tx: Transaction,
  { authority, design }: TypeDraft,
): Promise<void> {
  const { name, version } = design;
  const published = await store.published(name, tx);
  const isTaken = types.isOfFiles(name) || (published && published.authority !== authority);
  if (isTaken)
    throw new Conflict("type_draft.name_taken", `Another document type is called ${name}.`, {
      name,
    });
  const next = (published?.version ?? 0) + 1;
  if (version !== next)
    throw new Conflict("type_draft.version", `The next version of ${name} is ${next}.`, { next });
}

/** In the draft's own story, and in the audit, which names the person. */
export async function noteStep(
  { store, audit, clock }: Pick<TypeDraftsOptions, "store" | "audit" | "clock">,
  tx: Transaction,
  { account, authority, person = account }: Acting,
  { id, revision, authority: owner }: TypeDraft,
  step: DraftStep["step"],
  reason: string | null = null,
): Promise<void> {
  const at = toSeconds(clock.nowMs());
  const steps = await store.addStep(tx, id, { at, account, step, revision, reason });
  if (steps > limits.typeDraftSteps) throw tooMany(limits.typeDraftSteps);
  await audit.record(
    {
      actor: `officer:${person}`,
      action: `document_type.${step}`,
      subject: `type-draft:${id}`,
      authority,
      data: { revision, authority: owner, ...(person === account ? {} : { account }) },
    },
    tx,
  );
}
