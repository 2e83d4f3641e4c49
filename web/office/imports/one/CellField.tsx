import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import type { WrongColumn } from "../../api/requests/useWrongRows.ts";
import { readSchema } from "../../issue/readSchema.ts";
import { type RowViolation, useReason } from "../Reasons.tsx";

type Props = {
  readonly type: DocumentType | null;
  readonly column: WrongColumn;
  readonly line: number;
  readonly violation: RowViolation | undefined;
  /** What the file has there. */
  readonly given: string;
  readonly value: string;
  onChange(value: string): void;
};

/** One cell, called as a spreadsheet calls it, with what is wrong there. Of a listed value: the list. */
export function CellField(props: Props) {
  const { t } = useTranslation();
  const toReason = useReason();
  const { type, column, line, violation, given, value, onChange } = props;
  const { name, claim } = column;
  const place = `${column.column}${line}`;
  const shared = {
    name: place,
    label: `${name === "" ? t("imports.unnamed") : name} (${place})`,
    error: violation ? toReason(violation) : undefined,
  };
  const options = useListed(type, claim);
  if (options && type && claim)
    return (
      <NativeSelect
        {...shared}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          ...(options.some((option) => option.value === given)
            ? []
            : [{ value: given, label: given === "" ? t("imports.empty") : given }]),
          ...options,
        ]}
      />
    );
  return (
    <TextInput
      {...shared}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The values of a claim that has a list of them, in the type's words; null: it has none. */
function useListed(type: DocumentType | null, claim: string | null) {
  const { language } = useFormats();
  if (!type || !claim) return null;
  const listed = readSchema(type).fields.find(({ name }) => name === claim)?.schema.enum;
  if (!listed) return null;
  return listed.map((value) => ({ value, label: claimText(type, claim, value, language) }));
}
