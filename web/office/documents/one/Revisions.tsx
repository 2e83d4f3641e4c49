import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useStatusHistory } from "../../api/requests/useStatusHistory.ts";
import { useMay } from "../../app/useActing.ts";
import { Panel } from "../../shared/Panel.tsx";
import { ReplaceDialog } from "./ReplaceDialog.tsx";

type Act = "correct" | "renew" | "replace" | "again";

/** The holder lost the document or its key, but not the right to it (docs/decisions/0120). */
const replaceable: ReadonlySet<string> = new Set(["lost", "stolen", "key_compromise"]);

/** What may follow the document now: the table of docs/decisions/0120. The service decides by the same. */
function possible(document: OfficeDocument, revokedFor: string | undefined): readonly Act[] {
  if (document.replacedBy !== null) return [];
  const { value } = document.status;
  if (value === "suspended") return [];
  if (value === "revoked")
    return revokedFor !== undefined && replaceable.has(revokedFor)
      ? ["replace", "again"]
      : ["again"];
  return ["correct", "renew", "replace"];
}

/** Correcting, renewing and replacing: a new document takes this one's place. */
export function Revisions({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const [isReplacing, setIsReplacing] = useState(false);
  const mayIssue = useMay("issue");
  const mayRevoke = useMay("revoke");
  const { data: history = [] } = useStatusHistory(document.id);
  const revokedFor = history.findLast(({ action }) => action === "revoke")?.reason.code;
  const acts = possible(document, revokedFor).filter((act) => act !== "again" || mayRevoke);
  if (document.replacedBy !== null) return null;
  return (
    <Panel title={t("revise.title")}>
      {mayIssue ? null : <p className="calm">{t("revise.noRole")}</p>}
      {mayIssue && acts.length === 0 ? (
        <p className="calm">
          {t(document.status.value === "suspended" ? "revise.suspended" : "revise.revoked")}
        </p>
      ) : null}
      {mayIssue && acts.length > 0 ? (
        <>
          <p className="calm">{t("revise.text")}</p>
          <ul className="revisions">
            {acts.map((act) => (
              <li key={act}>
                {act === "replace" ? (
                  <Button variant="default" onClick={() => setIsReplacing(true)}>
                    {t("revise.replace")}
                  </Button>
                ) : (
                  <Button
                    component={Link}
                    to={`/documents/${document.id}/revise/${act}`}
                    variant="default"
                  >
                    {t(`revise.${act}`)}
                  </Button>
                )}
                <span className="fine">{t(`revise.hint.${act}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <ReplaceDialog
        document={document}
        isOpen={isReplacing}
        onClose={() => setIsReplacing(false)}
      />
    </Panel>
  );
}
