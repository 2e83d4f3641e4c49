import type { Operation } from "../../api/requests/useRegistryChanges.ts";
import type { Session } from "../../api/requests/useSession.ts";
import { isAccount } from "../../shared/isAccount.ts";

type Many = Session["accounts"][number];

export type SignersForm = {
  /** Of the signers there are now. */
  readonly kept: ReadonlySet<string>;
  /** Accounts, one a line. */
  readonly added: string;
  readonly threshold: number;
};

export type WrongSigners = "form" | "known" | "many" | "threshold" | "nothing";

/** As the contract. */
export const signersMax = 16;

export const addedOf = ({ added }: SignersForm): readonly string[] =>
  added.split(/[\s,;]+/).filter((each) => each !== "");

/** How many would sign. */
export const countOf = (form: SignersForm): number => form.kept.size + addedOf(form).length;

const lower = (text: string): string => text.toLowerCase();

/** Null: it may be proposed. The service looks again. */
export function findWrong(form: SignersForm, many: Many): WrongSigners | null {
  const added = addedOf(form).map(lower);
  if (!added.every(isAccount)) return "form";
  const known = new Set([many.account, ...many.people].map(lower));
  if (added.some((each, index) => known.has(each) || added.indexOf(each) !== index)) return "known";
  if (countOf(form) > signersMax) return "many";
  if (form.threshold > countOf(form)) return "threshold";
  const isSame = added.length === 0 && form.kept.size === many.people.length;
  return isSame && form.threshold === many.threshold ? "nothing" : null;
}

export const toChange = (form: SignersForm, { people }: Many): Operation => ({
  operation: "ChangeSigners",
  values: {
    added: addedOf(form),
    removed: people.filter((each) => !form.kept.has(each)),
    newThreshold: String(form.threshold),
  },
});
