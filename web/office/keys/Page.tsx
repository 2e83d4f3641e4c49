import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useApiKeys } from "../api/requests/useApiKeys.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { KeyTable } from "./KeyTable.tsx";
import { NewKeyDialog } from "./NewKeyDialog.tsx";

export function Page() {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const isAllowed = useMay("administer");
  const keys = useApiKeys(isAllowed);
  return (
    <>
      <PageHead
        title={t("keys.title")}
        lead={t("keys.lead")}
        actions={isAllowed ? <Button onClick={dialog.open}>{t("keys.new")}</Button> : null}
      />
      {isAllowed ? (
        <Loaded of={keys} lines={6}>
          {(found) =>
            found.length === 0 ? <Empty text={t("keys.none")} /> : <KeyTable keys={found} />
          }
        </Loaded>
      ) : (
        <NotAllowed />
      )}
      <NewKeyDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}
