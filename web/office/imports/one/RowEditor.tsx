import { Checkbox, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import type { WrongColumn, WrongRow } from "../../api/requests/useWrongRows.ts";
import { Pill } from "../../shared/Pill.tsx";
import { Reasons, type RowViolation } from "../Reasons.tsx";
import { CellField } from "./CellField.tsx";
import type { Draft } from "./drafts.ts";

type Props = {
  readonly type: DocumentType | null;
  readonly row: WrongRow;
  readonly columns: readonly WrongColumn[];
  readonly draft: Draft | null;
  onChange(draft: Draft): void;
};

/** One wrong row: a field at each cell that is wrong, the others beside it, to know whose it is. */
export function RowEditor({ type, row, columns, draft, onChange }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [isAll, setIsAll] = useState(false);
  const { line, cells, violations } = row;
  const placed = columns.map((column, index) => ({
    column,
    index,
    text: cells?.[index] ?? "",
    violation: violations.find((each) => isAt(each, column)),
  }));
  const ofRow = violations.filter((each) => !columns.some((column) => isAt(each, column)));
  // Without a wrong cell, what is wrong may be anywhere.
  const isOpen = (violation: RowViolation | undefined) => isAll || violation !== undefined;
  const mustShowAll = placed.every(({ violation }) => violation === undefined);
  const surplus = (cells ?? []).slice(columns.length).filter((text) => text !== "");
  const fields = placed.filter(({ violation }) => mustShowAll || isOpen(violation));
  const others = placed.filter(({ column, text, violation }) =>
    Boolean(!mustShowAll && !isOpen(violation) && text && column.claim),
  );
  return (
    <li className="wrong-row" data-line={line} data-changed={draft !== null}>
      <header>
        <h3>{t("imports.lineOf", { number: number(line) })}</h3>
        {draft ? <Pill tone="good">{t("imports.changed")}</Pill> : null}
        {columns.length > 0 && !mustShowAll ? (
          <Checkbox
            size="xs"
            label={t("imports.allCells")}
            checked={isAll}
            onChange={(event) => setIsAll(event.currentTarget.checked)}
          />
        ) : null}
      </header>
      {ofRow.length > 0 ? <Reasons violations={ofRow} /> : null}
      {surplus.length > 0 ? (
        <p className="fine">{t("imports.surplus", { cells: surplus.join(" · ") })}</p>
      ) : null}
      {columns.length > 0 && cells === null ? (
        <p className="fine">{t("imports.unreadable")}</p>
      ) : null}
      {columns.length === 0 ? (
        <JsonField row={row} draft={draft} onChange={onChange} />
      ) : (
        <div className="fields">
          {fields.map(({ column, index, text, violation }) => (
            <CellField
              key={column.column}
              type={type}
              column={column}
              line={line}
              violation={draft?.cells?.[index] === undefined ? violation : undefined}
              given={text}
              value={draft?.cells?.[index] ?? text}
              onChange={(value) =>
                onChange({ ...draft, cells: { ...draft?.cells, [index]: value } })
              }
            />
          ))}
        </div>
      )}
      {others.length > 0 ? (
        <dl className="others">
          {others.map(({ column, text }) => (
            <div key={column.column}>
              <dt>{column.name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  );
}

const isAt = ({ column, field }: RowViolation, place: WrongColumn): boolean =>
  column === place.column || (column === undefined && field !== "" && field === place.claim);

type JsonProps = Pick<Props, "row" | "draft" | "onChange">;

function JsonField({ row, draft, onChange }: JsonProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t("imports.json")}
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      value={draft?.json ?? row.json ?? ""}
      onChange={(event) => onChange({ json: event.currentTarget.value })}
    />
  );
}
