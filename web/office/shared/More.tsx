import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Asked = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
};

/** Asks for the next page of what comes page by page; nothing where there is no next page. */
export function More({ of: asked }: { readonly of: Asked }) {
  const { t } = useTranslation();
  if (!asked.hasNextPage) return null;
  return (
    <Button
      variant="default"
      loading={asked.isFetchingNextPage}
      onClick={() => void asked.fetchNextPage()}
    >
      {t("common.more")}
    </Button>
  );
}
