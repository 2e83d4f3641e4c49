import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { Operation } from "../api/requests/useRegistryChanges.ts";
import { useActing } from "../app/useActing.ts";
import { readSigners, rolesNow } from "./describers.ts";
import { useRoleNames } from "./useRoleNames.ts";

type Props = { readonly operations: readonly Operation[]; readonly account: string };

/** Before one takes a right from oneself, or from the account in whose name one acts. */
export function Warnings({ operations, account }: Props) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { data: all } = useAuthorities();
  const roleNames = useRoleNames();
  const own = new Set([account.toLowerCase(), session.account.toLowerCase()]);
  const lost = operations
    .filter(
      ({ operation, values }) => operation === "SetOfficer" && own.has(String(values.officer)),
    )
    .map(({ values }) => {
      const held = rolesNow(
        all?.find(({ id }) => id === values.authority),
        String(values.officer),
      );
      return held & ~Number(values.roles);
    })
    .filter((flags) => flags !== 0);
  return (
    <>
      {lost.map((flags) => (
        <Alert key={flags} className="notice wait" role="alert" title={t("acts.selfTitle")}>
          {t("acts.selfText", { roles: roleNames(flags) })}
        </Alert>
      ))}
      <SignerWarnings operations={operations} account={account} />
    </>
  );
}

/** Before one stops signing for an account oneself, or the account would stand or fall with one lost key. */
function SignerWarnings({ operations, account }: Props) {
  const { t } = useTranslation();
  const { session } = useActing();
  const change = operations.find(({ operation }) => operation === "ChangeSigners");
  const many = session.accounts.find(
    (each) => each.account.toLowerCase() === account.toLowerCase(),
  );
  if (!change || !many) return null;
  const { added, removed } = readSigners(change.values);
  const left = many.signers + added.length - removed.length;
  const isLeaving = removed.some((one) => one.toLowerCase() === session.account.toLowerCase());
  return (
    <>
      {isLeaving ? (
        <Alert className="notice wait" role="alert" title={t("acts.selfTitle")}>
          {t("signers.leaving")}
        </Alert>
      ) : null}
      {Number(change.values.newThreshold) >= left ? (
        <Alert className="notice wait" role="alert" title={t("signers.lockTitle")}>
          {t("signers.lockText")}
        </Alert>
      ) : null}
    </>
  );
}
