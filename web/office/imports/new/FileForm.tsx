import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import {
  type ChosenFile,
  type Preview,
  type ReadingChoices,
  usePreview,
} from "../../api/requests/usePreview.ts";
import { useSendFile } from "../../api/requests/useSendFile.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { announce } from "../../app/Announcer.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { FileProblem } from "./FileProblem.tsx";
import { FirstRows } from "./FirstRows.tsx";
import { isFitting, MappedColumns } from "./MappedColumns.tsx";
import { Reading } from "./Reading.tsx";

type Props = { readonly type: DocumentType; readonly chosen: ChosenFile };

/** How the file is read, what its columns are, its first rows; then it is sent, to be checked. */
export function FileForm({ type, chosen }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [choices, setChoices] = useState<ReadingChoices>({});
  const preview = usePreview(type.name, chosen, choices);
  const send = useSendFile();
  const problem = preview.error ?? send.error;
  const change = (more: ReadingChoices) => {
    send.reset();
    setChoices((before) => withoutMapping(before, more));
  };
  const submit = (seen: Preview) =>
    send.mutate(
      { type: type.name, chosen, choices: { ...choices, mapping: seen.mapping } },
      {
        onSuccess: ({ id }) => {
          announce(t("imports.received"));
          void navigate(`/imports/${id}`);
        },
      },
    );
  const seen = preview.error ? undefined : preview.data;
  return (
    <>
      <Panel title={t("imports.reading")}>
        <div className="stack">
          <Reading
            chosen={chosen}
            choices={choices}
            seen={seen}
            error={preview.error}
            onChange={change}
          />
          {problem ? <FileProblem error={problem} onChoose={change} /> : null}
        </div>
      </Panel>
      {seen ? (
        <>
          <MappedColumns
            type={type}
            seen={seen}
            mapping={choices.mapping ?? seen.mapping}
            onChange={(mapping) => change({ mapping })}
          />
          <FirstRows type={type} seen={seen} />
          <p className="submit">
            <Button
              size="md"
              loading={send.isPending}
              disabled={!isFitting(seen) || preview.isFetching}
              onClick={() => submit(seen)}
            >
              {t("imports.check")}
            </Button>
            <Fine isSending={send.isPending} sent={send.sent} fits={isFitting(seen)} />
          </p>
        </>
      ) : null}
    </>
  );
}

type FineProps = { readonly isSending: boolean; readonly sent: number; readonly fits: boolean };

function Fine({ isSending, sent, fits }: FineProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (isSending)
    return (
      <span className="fine" role="status">
        {sent >= 1
          ? t("imports.sentWhole")
          : t("imports.sending", { percent: number(Math.floor(sent * 100)) })}
      </span>
    );
  return <span className="fine">{t(fits ? "imports.checkHint" : "imports.fitFirst")}</span>;
}

/** Read otherwise, the columns are others: what was said about them no longer holds. */
const withoutMapping = (before: ReadingChoices, more: ReadingChoices): ReadingChoices => {
  const { mapping, ...rest } = before;
  return { ...rest, ...more };
};
