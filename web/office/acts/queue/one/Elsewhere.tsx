import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDecideOnAct } from "../../../api/requests/useDecideOnAct.ts";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { announce } from "../../../app/Announcer.tsx";
import { FileButton } from "../../../shared/FileButton.tsx";
import { Panel } from "../../../shared/Panel.tsx";
import { ProblemNotice } from "../../../shared/ProblemNotice.tsx";
import { saveFile } from "../../../shared/saveFile.ts";
import { formatActFile, readSignature } from "./actFile.ts";

/** A request as a file for a wallet elsewhere, and its signature read back. */
export function Elsewhere({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("elsewhere.title")}>
      <div className="stack">
        <p>{t("elsewhere.lead")}</p>
        <div className="acts">
          <Button variant="default" onClick={() => save(act)}>
            {t("elsewhere.save")}
          </Button>
        </div>
        <ReadBack act={act} />
      </div>
    </Panel>
  );
}

function save(act: GoverningAct): void {
  const file = new Blob([formatActFile(act)], { type: "application/json" });
  saveFile(file, `sello-act-${act.id.slice(0, 8)}.json`);
}

function ReadBack({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const file = useId();
  const [text, setText] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { sign } = useDecideOnAct(act.id);
  const given = readSignature(text, act.requests.length);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!given) return;
    sign.mutate(given, {
      onSuccess: () => {
        setText("");
        setIsAsked(false);
        announce(t("elsewhere.taken"));
      },
    });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {sign.error ? <ProblemNotice error={sign.error} /> : null}
      <Textarea
        label={t("elsewhere.signature")}
        description={t("elsewhere.signatureHint")}
        error={isAsked && !given ? t("elsewhere.wrong") : undefined}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="photo-field">
        <label htmlFor={file}>{t("elsewhere.file")}</label>
        <FileButton
          id={file}
          accept="application/json,.json,.txt"
          onFile={(file) => void file?.text().then(setText)}
        />
      </div>
      <div className="acts">
        <Button type="submit" variant="default" loading={sign.isPending}>
          {t("elsewhere.read")}
        </Button>
      </div>
    </form>
  );
}
