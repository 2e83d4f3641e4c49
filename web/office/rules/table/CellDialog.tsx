import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../shared/Dialog.tsx";
import { useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { ConditionFields } from "./ConditionFields.tsx";
import type { EditedRow } from "./EditedRules.ts";
import { OutputField } from "./OutputField.tsx";

/** A cell: of which row, and of which column. */
export type Place = {
  readonly row: number;
  readonly list: "cells" | "outputs";
  readonly field: string;
};

type Props = {
  readonly place: Place | null;
  readonly row: EditedRow | undefined;
  readonly shapes: RuleShapes;
  onChange(change: Partial<EditedRow>): void;
  onClose(): void;
};

/** What one chooses or writes in a cell. It counts at once; closing is all that is left to do. */
export function CellDialog({ place, row, shapes, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const column =
    place === null
      ? ""
      : place.list === "cells"
        ? names.fact(place.field)
        : names.output(place.field);
  return (
    <Dialog
      isOpen={place !== null && row !== undefined}
      onClose={onClose}
      title={t("rules.cellTitle", { row: row?.id ?? "", column })}
    >
      {place === null || row === undefined ? null : (
        <CellForm place={place} row={row} shapes={shapes} onChange={onChange} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = Props & { readonly place: Place; readonly row: EditedRow };

function CellForm({ place: { list, field }, row, shapes, onChange, onClose }: FormProps) {
  const { t } = useTranslation();
  const text = row[list][field] ?? "";
  const set = (next: string) => {
    if (next !== text) onChange({ [list]: { ...row[list], [field]: next } });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {list === "cells" ? (
        <ConditionFields shape={shapes.facts[field]} text={text} onChange={set} />
      ) : (
        <OutputField field={field} shape={shapes.outputs[field]} text={text} onChange={set} />
      )}
      <div className="acts">
        <Button type="submit">{t("rules.done")}</Button>
      </div>
    </form>
  );
}
