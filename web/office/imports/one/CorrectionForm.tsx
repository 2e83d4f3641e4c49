import { Alert, Button } from "@mantine/core";
import { ApiProblem } from "@sello/api/client";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useCorrectRows } from "../../api/requests/useCorrectRows.ts";
import type { Import } from "../../api/requests/useImport.ts";
import type { WrongColumn, WrongRow } from "../../api/requests/useWrongRows.ts";
import { announce } from "../../app/Announcer.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useType } from "../useClaimNames.ts";
import { type Draft, toCorrection } from "./drafts.ts";
import { RowEditor } from "./RowEditor.tsx";

type Props = {
  readonly import: Import;
  readonly columns: readonly WrongColumn[];
  readonly rows: readonly WrongRow[];
  reload(): void;
};

/** Of a row and of one refusal of it: a row that was refused again is another one. */
const keyOf = ({ line, revision }: WrongRow): string => `${line} ${revision}`;

/** Wrong rows with a field at each wrong cell. What was changed is sent together; what was not stays. */
export function CorrectionForm({ import: one, columns, rows, reload }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const type = useType(one.type);
  const form = useRef<HTMLFormElement>(null);
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  // The name of this request: a second click corrects nothing twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { mutate, isPending, error, reset } = useCorrectRows(one.id);
  const changed = rows.filter((row) => drafts.has(keyOf(row)));
  const change = (row: WrongRow, draft: Draft) => {
    setKey(crypto.randomUUID());
    reset();
    setDrafts((before) => new Map(before).set(keyOf(row), draft));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0) {
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      return announce(t("imports.nothingChanged"));
    }
    const corrected = changed.map((row) =>
      toCorrection(row, drafts.get(keyOf(row)) ?? {}, columns),
    );
    mutate(
      { key, rows: corrected },
      {
        onSuccess: () => {
          setDrafts(new Map());
          setKey(crypto.randomUUID());
          announce(t("imports.corrected", { number: number(corrected.length) }));
        },
        onError: (problem) => {
          if (changedLines(problem)) reload();
        },
      },
    );
  };
  const lost = changedLines(error);
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      <p className="calm">{t("imports.mendHint")}</p>
      <ol className="wrong-rows">
        {rows.map((row) => (
          <RowEditor
            key={keyOf(row)}
            type={type}
            row={row}
            columns={columns}
            draft={drafts.get(keyOf(row)) ?? null}
            onChange={(draft) => change(row, draft)}
          />
        ))}
      </ol>
      {lost ? (
        <Alert className="notice wait" role="alert" title={t("imports.lostTitle")}>
          <p>{t("imports.lostText", { lines: lost.map((line) => number(line)).join(", ") })}</p>
        </Alert>
      ) : error ? (
        <ProblemNotice error={error} />
      ) : null}
      <p className="submit stuck">
        <Button type="submit" loading={isPending}>
          {t(one.dryRun ? "imports.saveRows" : "imports.issueRows", {
            number: number(changed.length),
          })}
        </Button>
        <span className="fine">{t(one.dryRun ? "imports.saveHint" : "imports.issueHint")}</span>
      </p>
    </form>
  );
}

/** Lines that somebody else has corrected meanwhile; null: that is not what went wrong. */
function changedLines(error: Error | null): readonly number[] | null {
  if (!(error instanceof ApiProblem) || error.code !== "import.row_changed") return null;
  const { lines } = error.problem;
  return Array.isArray(lines) ? lines.filter((line) => typeof line === "number") : [];
}
