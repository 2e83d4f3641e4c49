import { NativeSelect } from "@mantine/core";
import { ApiProblem } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import {
  type ChosenFile,
  type Preview,
  type ReadingChoices,
  workbookType,
} from "../../api/requests/usePreview.ts";

type Props = {
  readonly chosen: ChosenFile;
  readonly choices: ReadingChoices;
  readonly seen: Preview | undefined;
  readonly error: Error | null;
  onChange(choices: ReadingChoices): void;
};

const encodings = ["utf-8", "gb18030", "big5", "windows-1252", "utf-16le", "utf-16be"] as const;
const delimiters = [",", ";", "\t", "|"] as const;
const delimiterNames = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

/** How the file is read, and how else it could be. */
export function Reading(props: Props) {
  const isWorkbook = props.chosen.type === workbookType;
  return (
    <div className="filters">
      {isWorkbook ? <SheetChoice {...props} /> : <EncodingChoice {...props} />}
      {props.chosen.type === "text/csv" ? <DelimiterChoice {...props} /> : null}
    </div>
  );
}

function SheetChoice({ choices, seen, error, onChange }: Props) {
  const { t } = useTranslation();
  const sheets = sheetsOf(seen, error);
  if (sheets.length === 0) return null;
  return (
    <NativeSelect
      label={t("imports.sheet")}
      description={sheets.length > 1 ? t("imports.sheets", { number: sheets.length }) : undefined}
      value={choices.sheet ?? seen?.sheet ?? ""}
      onChange={({ currentTarget: { value } }) => onChange({ sheet: value })}
      data={sheets}
    />
  );
}

/** In one order, whichever of them is read. */
function sheetsOf(seen: Preview | undefined, error: Error | null): readonly string[] {
  if (seen) return inOrder(seen.sheet, seen.otherSheets);
  if (!(error instanceof ApiProblem)) return [];
  const { sheet, otherSheets, sheets } = error.problem;
  const others = [otherSheets, sheets].flat().filter((name) => typeof name === "string");
  return inOrder(typeof sheet === "string" ? sheet : null, others);
}

const inOrder = (sheet: string | null, others: readonly string[]): readonly string[] =>
  [...(sheet === null ? [] : [sheet]), ...others].toSorted();

function EncodingChoice({ choices, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("imports.encodingTitle")}
      value={choices.encoding ?? "utf-8"}
      onChange={({ currentTarget: { value } }) => {
        const encoding = encodings.find((each) => each === value);
        if (encoding) onChange({ encoding });
      }}
      data={encodings.map((value) => ({ value, label: t(`imports.encoding.${value}`) }))}
    />
  );
}

function DelimiterChoice({ choices, seen, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("imports.delimiterTitle")}
      value={choices.delimiter ?? seen?.delimiter ?? ","}
      onChange={({ currentTarget: { value } }) => {
        const delimiter = delimiters.find((each) => each === value);
        if (delimiter) onChange({ delimiter });
      }}
      data={delimiters.map((value) => ({
        value,
        label: t(`imports.delimiter.${delimiterNames[value]}`),
      }))}
    />
  );
}
