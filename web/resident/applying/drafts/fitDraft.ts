import type { Draft } from "../../device/drafts.ts";
import type { Evidence, Item } from "../ownEvidence.ts";

type Property = Item["form"]["schema"]["properties"][string];
type Value = Draft["form"][string];
type Text = Item["title"];

/** A draft as far as the form of today takes it. */
export type Fitted = Pick<Draft, "form" | "evidence" | "key"> & {
  /** Whether the form or its rules are others than those that were filled in. */
  readonly isChanged: boolean;
  /** What was left out, as the form called it. */
  readonly leftOut: readonly Text[];
};

/** Puts a draft into the form of today. What was ticked counts only where the same is read for it. */
export function fitDraft(draft: Draft, detail: Draft["detail"]): Fitted {
  const { item: former, version } = draft.detail;
  const { item } = detail;
  const fields = Object.entries(draft.form);
  const fitting = fields.filter(([name, value]) => fits(item.form.schema.properties[name], value));
  const evidence = draft.evidence.filter((name) =>
    isSame(former.evidence[name], item.evidence[name]),
  );
  const formNames = fields
    .map(([name]) => name)
    .filter((name) => !fitting.some(([n]) => n === name));
  const evidenceNames = draft.evidence.filter((name) => !evidence.includes(name));
  const leftOut = [
    ...formNames.flatMap((name) => former.form.fields[name]?.title ?? []),
    ...evidenceNames.flatMap((name) => former.evidence[name]?.title ?? []),
  ];
  const isWhole = formNames.length + evidenceNames.length === 0;
  return {
    form: Object.fromEntries(fitting),
    evidence,
    key: isWhole ? draft.key : crypto.randomUUID(),
    isChanged: !isWhole || item.version !== former.version || detail.version !== version,
    leftOut,
  };
}

/** Whether a field takes a value. What it may not be empty or shaped like is said when it is sent. */
function fits(property: Property | undefined, value: Value | undefined): boolean {
  if (property === undefined) return false;
  if ("enum" in property) return typeof value === "string" && property.enum.includes(value);
  if (property.type === "boolean") return typeof value === "boolean";
  if (property.type === "integer") return typeof value === "number";
  if (typeof value !== "string") return false;
  return !("maxLength" in property) || value.length <= property.maxLength;
}

const isSame = (one: Evidence | undefined, other: Evidence | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.type === other.type &&
  other.claims.every((claim) => one.claims.includes(claim));
