import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { allRoles, hasRole } from "./roleFlag.ts";

/** The names of the roles that are in a contract's flags. */
export function useRoleNames(): (flags: number) => string {
  const { t } = useTranslation();
  return useCallback(
    (flags) =>
      allRoles
        .filter((role) => hasRole(flags, role))
        .map((role) => t(`role.${role}`))
        .join(" · ") || t("acts.noRole"),
    [t],
  );
}
