import { Button, Input } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useExportAudit } from "../api/requests/useExportAudit.ts";
import { announce } from "../app/Announcer.tsx";
import { useActing, useMay } from "../app/useActing.ts";
import { FileButton } from "../shared/FileButton.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { saveFile } from "../shared/saveFile.ts";
import type { CheckedExport } from "./checkExport.ts";

/** The audit as a file, and how it is checked: with the command, or here. */
export function ExportPanel({ authority }: { readonly authority: string }) {
  const { t } = useTranslation();
  const { authority: own } = useActing();
  const mayExport = useMay("administer", "auditor");
  const { mutate, error, isPending } = useExportAudit();
  const name = `audit-${authority || (own?.slug ?? "")}.ndjson`;
  const exportAll = () =>
    mutate(authority, {
      onSuccess: (file) => {
        saveFile(file, name);
        announce(t("audit.export.done"));
      },
    });
  return (
    <Panel title={t("audit.export.title")}>
      <div className="stack">
        <p className="calm">{t("audit.export.text")}</p>
        <code className="secret">./sello verify-audit {name}</code>
        {error ? <ProblemNotice error={error} /> : null}
        {mayExport ? (
          <div className="acts">
            <Button loading={isPending} onClick={exportAll}>
              {t("audit.export.button")}
            </Button>
          </div>
        ) : (
          <p>{t("audit.export.needs")}</p>
        )}
        <CheckField />
      </div>
    </Panel>
  );
}

/** An export from anywhere, checked in the browser; the reader of exports is loaded when one is chosen. */
function CheckField() {
  const { t } = useTranslation();
  const id = useId();
  const [state, setState] = useState<CheckedExport | "working" | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const check = async (file: File | undefined) => {
    if (!file) return;
    setState("working");
    setError(null);
    try {
      const { checkExport } = await import("./checkExport.ts");
      setState(await checkExport(file));
    } catch (fault) {
      setState(null);
      setError(fault instanceof Error ? fault : new TypeError(String(fault)));
    }
  };
  return (
    <Input.Wrapper id={id} label={t("audit.check.label")} description={t("audit.check.hint")}>
      <div className="photo-field">
        <FileButton
          id={id}
          accept=".ndjson,application/x-ndjson"
          onFile={(file) => void check(file)}
        />
      </div>
      <div role="status">
        {state === "working" ? <p>{t("audit.check.working")}</p> : null}
        {state !== null && state !== "working" ? <Checked found={state} /> : null}
      </div>
      {error ? <ProblemNotice error={error} /> : null}
    </Input.Wrapper>
  );
}

function Checked({ found }: { readonly found: CheckedExport }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (!("summary" in found))
    return <p className="notice-text bad">{t(`audit.check.${found.outcome}`)}</p>;
  const { from, to, shown, hidden } = found.summary;
  if (found.outcome === "other")
    return <p className="notice-text bad">{t("audit.check.other", { to: number(to) })}</p>;
  return (
    <p className="notice-text good">
      {t("audit.check.good", {
        from: number(from),
        to: number(to),
        shown: number(shown),
        hidden: number(hidden),
      })}
    </p>
  );
}
