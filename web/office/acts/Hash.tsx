import { useTranslation } from "react-i18next";

/** The EIP-712 hash that wallets show, in groups of eight so that people can compare it. */
export function Hash({ hash }: { readonly hash: string | null }) {
  const { t } = useTranslation();
  const groups = hash?.slice(2).match(/.{1,8}/g) ?? [];
  return (
    <div className="hash">
      <strong>{t("acts.hash")}</strong>
      <code>0x {groups.join(" ")}</code>
      <small>{t("acts.hashHint")}</small>
    </div>
  );
}
