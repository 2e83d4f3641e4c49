import { Alert, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWebhooks, type Webhook } from "../api/requests/useWebhooks.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { HookTable } from "./HookTable.tsx";
import { Messages } from "./Messages.tsx";
import { NewHookDialog } from "./NewHookDialog.tsx";

export function Page() {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const isAllowed = useMay("administer");
  const hooks = useWebhooks(isAllowed);
  return (
    <>
      <PageHead
        title={t("hooks.title")}
        lead={t("hooks.lead")}
        actions={isAllowed ? <Button onClick={dialog.open}>{t("hooks.new")}</Button> : null}
      />
      {isAllowed ? (
        <Loaded of={hooks} lines={6}>
          {(found) =>
            found.length === 0 ? <Empty text={t("hooks.none")} /> : <Hooks hooks={found} />
          }
        </Loaded>
      ) : (
        <NotAllowed />
      )}
      <NewHookDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function Hooks({ hooks }: { readonly hooks: readonly Webhook[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = hooks.find(({ id }) => id === chosen) ?? hooks[0];
  return (
    <>
      {hooks
        .filter(({ offReason }) => offReason === "failing" || offReason === "gone")
        .map(({ id, label }) => (
          <Alert key={id} className="notice wait">
            {t("hooks.offText", { label })}
          </Alert>
        ))}
      <HookTable hooks={hooks} onShow={setChosen} />
      {shown ? <Messages key={shown.id} hook={shown} /> : null}
    </>
  );
}
