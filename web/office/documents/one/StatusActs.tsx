import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatusActInput } from "../../api/requests/useActOnStatus.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useMay } from "../../app/useActing.ts";
import { Panel } from "../../shared/Panel.tsx";
import { ActDialog } from "./ActDialog.tsx";

type Action = StatusActInput["action"];

const possible: Readonly<Record<OfficeDocument["status"]["value"], readonly Action[]>> = {
  valid: ["suspend", "revoke"],
  suspended: ["reinstate", "revoke"],
  revoked: [],
};

/** What may be done to the document's status now. */
export function StatusActs({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const [action, setAction] = useState<Action | null>(null);
  const mayRevoke = useMay("revoke");
  const actions = possible[document.status.value];
  return (
    <Panel title={t("act.title")}>
      {mayRevoke ? null : <p className="calm">{t("act.noRole")}</p>}
      {mayRevoke && actions.length === 0 ? <p className="calm">{t("act.final")}</p> : null}
      {mayRevoke && actions.length > 0 ? (
        <div className="acts">
          {actions.map((each) => (
            <Button
              key={each}
              variant="default"
              className={each === "revoke" ? "danger" : ""}
              onClick={() => setAction(each)}
            >
              {t(`act.${each}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <ActDialog document={document} action={action} onClose={() => setAction(null)} />
    </Panel>
  );
}
