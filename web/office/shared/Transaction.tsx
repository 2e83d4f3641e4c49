import { Button, CopyButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The hash of a transaction, whole, and to be taken to a node of the chain. */
export function Transaction({ hash }: { readonly hash: string }) {
  const { t } = useTranslation();
  return (
    <span className="transaction">
      <code className="long">{hash}</code>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? "keys.copied" : "keys.copy")}
            <span className="unseen"> {t("history.transaction")}</span>
          </Button>
        )}
      </CopyButton>
    </span>
  );
}
