import { Button, Checkbox, TextInput } from "@mantine/core";
import type { RowWords } from "@sello/sdk/decision";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../shared/Dialog.tsx";
import { WordsField } from "../../shared/WordsField.tsx";
import { type EditedRow, noWords } from "./EditedRules.ts";
import type { EditFault } from "./findEditFaults.ts";

type Props = {
  readonly row: EditedRow | undefined;
  readonly faults: readonly EditFault[];
  onChange(change: Partial<EditedRow>): void;
  onClose(): void;
};

const wordsMax = 600;

/** What a row is called, and what it says to the person whom it decides about. */
export function RowDialog({ row, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={row !== undefined}
      onClose={rest.onClose}
      title={t("rules.rowTitle", { row: row?.id ?? "" })}
    >
      {row === undefined ? null : <RowForm row={row} {...rest} />}
    </Dialog>
  );
}

function RowForm({ row, faults, onChange, onClose }: Props & { readonly row: EditedRow }) {
  const { t } = useTranslation();
  const has = (code: EditFault["code"]) =>
    faults.some((fault) => fault.row === row.key && fault.code === code);
  const { words } = row;
  const set = (change: Partial<RowWords>) => onChange({ words: { ...words, ...change } });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <TextInput
        autoFocus
        label={t("rules.name")}
        description={t("rules.nameHint")}
        error={
          has("name") ? t("rules.nameWrong") : has("name_twice") ? t("rules.nameTwice") : undefined
        }
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        value={row.id}
        onChange={(event) => onChange({ id: event.currentTarget.value })}
      />
      <WordsField
        label={t("rules.words.reason")}
        value={words.reason}
        fault={has("reason") ? t("rules.wordsMissing") : undefined}
        maxLength={wordsMax}
        isLong
        onChange={(reason) => set({ reason })}
      />
      {(["law", "change"] as const).map((part) => {
        const value = words[part];
        return (
          <div key={part} className="stack">
            <Checkbox
              label={t(`rules.has.${part}`)}
              checked={value !== null}
              onChange={(event) => set({ [part]: event.currentTarget.checked ? noWords : null })}
            />
            {value === null ? null : (
              <WordsField
                label={t(`rules.words.${part}`)}
                value={value}
                fault={has(part) ? t("rules.wordsMissing") : undefined}
                maxLength={wordsMax}
                isLong
                onChange={(next) => set({ [part]: next })}
              />
            )}
          </div>
        );
      })}
      <div className="acts">
        <Button type="submit">{t("rules.done")}</Button>
      </div>
    </form>
  );
}
