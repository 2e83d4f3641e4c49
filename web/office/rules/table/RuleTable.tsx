import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "../../app/Announcer.tsx";
import { type Column, DataTable } from "../../shared/DataTable.tsx";
import { Pill } from "../../shared/Pill.tsx";
import type { EditedCases } from "../cases/EditedCases.ts";
import { outcomeTone } from "../useOutcomeWords.ts";
import { type RuleNames, useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { CellDialog, type Place } from "./CellDialog.tsx";
import { addRow, changeRow, moveRow, removeRow } from "./changeRules.ts";
import type { EditedRow, EditedRules } from "./EditedRules.ts";
import type { EditFault } from "./findEditFaults.ts";
import { RowDialog } from "./RowDialog.tsx";

type Edited = { readonly rules: EditedRules; readonly cases: EditedCases };

type Props<Content> = {
  readonly content: Content;
  readonly shapes: RuleShapes;
  readonly faults: readonly EditFault[];
  onChange(next: (before: Content) => Content): void;
};

/** The decision table: facts across, rows down; each cell opens what one may choose or write in it. */
export function RuleTable<Content extends Edited>(props: Props<Content>) {
  const { content, shapes, faults, onChange } = props;
  const { t } = useTranslation();
  const { rules } = content;
  const [place, setPlace] = useState<Place | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const set = (key: number, change: Partial<EditedRow>) =>
    onChange((before) => changeRow(before, key, change));
  const setRules = (next: (before: EditedRules) => EditedRules) =>
    onChange((before) => ({ ...before, rules: next(before.rules) }));
  const move = (row: EditedRow, by: -1 | 1) => {
    setRules((before) => moveRow(before, row.key, by));
    const at = rules.rows.indexOf(row) + 1 + by;
    if (at >= 1 && at <= rules.rows.length)
      announce(t("rules.movedTo", { row: row.id, place: at }));
  };
  const add = () => {
    const { rules: next, key } = addRow(rules);
    setRules(() => next);
    setOpened(key);
  };
  const row = rules.rows.find(({ key }) => key === (opened ?? place?.row));
  const columns = useColumns({
    ...{ rules, shapes, faults, move },
    openCell: setPlace,
    openRow: setOpened,
    remove: (gone) => {
      setRules((before) => removeRow(before, gone.key));
      announce(t("rules.removed", { row: gone.id }));
    },
  });
  return (
    <>
      <div className="wide-table">
        <DataTable
          label={t("rules.table")}
          rows={rules.rows}
          keyOf={({ key }) => String(key)}
          columns={columns}
        />
      </div>
      <div className="acts">
        <Button size="xs" variant="default" onClick={add}>
          {t("rules.addRow")}
        </Button>
      </div>
      <CellDialog
        place={place}
        row={row}
        shapes={shapes}
        onChange={(change) => place && set(place.row, change)}
        onClose={() => setPlace(null)}
      />
      <RowDialog
        row={opened === null ? undefined : row}
        faults={faults}
        onChange={(change) => opened !== null && set(opened, change)}
        onClose={() => setOpened(null)}
      />
    </>
  );
}

type ColumnParts = {
  readonly rules: EditedRules;
  readonly shapes: RuleShapes;
  readonly faults: readonly EditFault[];
  openCell(place: Place): void;
  openRow(key: number): void;
  move(row: EditedRow, by: -1 | 1): void;
  remove(row: EditedRow): void;
};

function useColumns(parts: ColumnParts): Column<EditedRow>[] {
  const { rules, shapes, faults } = parts;
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const isWrong = (key: number, field: string | null) =>
    faults.some((fault) => fault.row === key && fault.field === field);
  const toColumn =
    (list: Place["list"]) =>
    (field: string): Column<EditedRow> => ({
      key: `${list} ${field}`,
      title: list === "cells" ? names.fact(field) : names.output(field),
      render: (row) => (
        <CellButton
          row={row}
          list={list}
          field={field}
          names={names}
          isWrong={isWrong(row.key, field)}
          onOpen={() => parts.openCell({ row: row.key, list, field })}
        />
      ),
    });
  return [
    {
      key: "row",
      title: t("rules.row"),
      render: (row) => (
        <RowName
          row={row}
          isWrong={isWrong(row.key, null)}
          onOpen={() => parts.openRow(row.key)}
          onMove={(by) => parts.move(row, by)}
        />
      ),
    },
    ...rules.inputs.map(toColumn("cells")),
    ...rules.outputs.map(toColumn("outputs")),
    {
      key: "acts",
      title: t("rules.order"),
      render: (row) => (
        <RowActs
          title={row.id}
          index={rules.rows.indexOf(row)}
          count={rules.rows.length}
          onMove={(by) => parts.move(row, by)}
          onRemove={() => parts.remove(row)}
        />
      ),
    },
  ];
}

type CellProps = Omit<Place, "row"> & {
  readonly row: EditedRow;
  readonly names: RuleNames;
  readonly isWrong: boolean;
  onOpen(): void;
};

/** What a cell says, in words. */
function CellButton({ row, list, field, names, isWrong, onOpen }: CellProps) {
  const { t } = useTranslation();
  const text = row[list][field] ?? "";
  const words = list === "cells" ? names.condition(field, text) : names.gives(field, text);
  const said = words ?? t(list === "cells" ? "rules.any" : "rules.nothing");
  const column = list === "cells" ? names.fact(field) : names.output(field);
  return (
    <button
      type="button"
      className="cell"
      data-empty={words === null}
      data-wrong={isWrong}
      aria-label={t("rules.cellOf", { row: row.id, column, value: said })}
      onClick={onOpen}
    >
      {field === "outcome" ? <Pill tone={outcomeTone(text)}>{said}</Pill> : said}
    </button>
  );
}

type NameProps = {
  readonly row: EditedRow;
  readonly isWrong: boolean;
  onOpen(): void;
  onMove(by: -1 | 1): void;
};

/** The name of a row opens its words; with the Alt key, arrows move it. */
const RowName = ({ row, isWrong, onOpen, onMove }: NameProps) => (
  <button
    type="button"
    className="cell row-name"
    data-wrong={isWrong}
    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
    onClick={onOpen}
    onKeyDown={(event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      onMove(event.key === "ArrowUp" ? -1 : 1);
    }}
  >
    {row.id}
  </button>
);

type ActsProps = {
  readonly title: string;
  readonly index: number;
  readonly count: number;
  onMove(by: -1 | 1): void;
  onRemove(): void;
};

function RowActs({ title, index, count, onMove, onRemove }: ActsProps) {
  const { t } = useTranslation();
  const shared = { size: "compact-xs", variant: "default" } as const;
  return (
    <span className="row-acts">
      <Button
        {...shared}
        disabled={index === 0}
        aria-label={t("design.up", { title })}
        onClick={() => onMove(-1)}
      >
        ↑
      </Button>
      <Button
        {...shared}
        disabled={index === count - 1}
        aria-label={t("design.down", { title })}
        onClick={() => onMove(1)}
      >
        ↓
      </Button>
      <Button
        {...shared}
        disabled={count === 1}
        aria-label={t("design.remove", { title })}
        onClick={onRemove}
      >
        ✕
      </Button>
    </span>
  );
}
