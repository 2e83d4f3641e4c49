import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { Operation } from "../api/requests/useRegistryChanges.ts";
import { useActing } from "../app/useActing.ts";
import { useNames } from "../shared/useNames.ts";
import { type Change, describers, short } from "./describers.ts";
import { useRoleNames } from "./useRoleNames.ts";

export type Described = {
  /** What kind of act it is. */
  readonly title: string;
  /** What it does, in a sentence. */
  readonly says: string;
  readonly changes: readonly Change[];
  /** The slug of the authority whose record it changes; null: it is not known here. */
  readonly slug: string | null;
  /** The slug of the authority whose history will tell of it; null: no authority's does. */
  readonly told: string | null;
  /** Typed before it is signed, where it cannot be undone; null where it can. */
  readonly confirm: string | null;
};

/**
 * Says of an operation what it does, in the reader's language. Of one that is yet to be, `account` is in whose name, so that
 * it says what there is before.
 */
export function useDescribe(): (operation: Operation, account?: string) => Described {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const names = useNames();
  const roleNames = useRoleNames();
  const { data: all = [] } = useAuthorities();
  const type = (id: string) => {
    const known = names.typeById(id);
    if (!known) return short(id);
    return `${local(known.title)} (${t("types.version", { version: known.version })})`;
  };
  const { session } = useActing();
  return ({ operation, values }, account) => {
    const many = session.accounts.find(
      (each) => each.account.toLowerCase() === account?.toLowerCase(),
    );
    const text = (name: string) => String(values[name] ?? "");
    const found = all.find(({ id }) => id === (values.authority ?? values.centre));
    const name = found ? local(found.name) : short(text("authority"));
    const time = (value: string, never: string) => (value === "0" ? never : moment(Number(value)));
    const describe = describers[operation as keyof typeof describers] ?? describers.TakeOver;
    const context = { t, local, text, time, type, roleNames, all, found, name, values, many };
    const { says, changes, isFinal = false, of = found, told = found?.slug } = describe(context);
    return {
      title: t(`acts.name.${operation as keyof typeof describers}`),
      ...{ says, changes, slug: of?.slug ?? null, told: told ?? null },
      confirm: isFinal ? (of ? local(of.name) : name) : null,
    };
  };
}
