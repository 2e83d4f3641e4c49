import { Alert, Button, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Preview } from "../../api/requests/usePreview.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useClaimNames } from "../useClaimNames.ts";

type Column = Preview["columns"][number];
type Mapping = Preview["mapping"];
type Props = {
  readonly type: DocumentType;
  readonly seen: Preview;
  /** What is chosen, which may be ahead of what was seen. */
  readonly mapping: Mapping;
  onChange(mapping: Mapping): void;
};

/** Whether each column has its place, and each claim that must be given a column. */
export const isFitting = ({ columns, missing }: Preview): boolean =>
  missing.length === 0 && columns.every(({ state }) => state !== "unknown" && state !== "doubled");

/** Which column becomes what. */
export function MappedColumns({ type, seen, mapping, onChange }: Props) {
  const { t } = useTranslation();
  const names = useClaimNames(type);
  const unknown = seen.columns.filter(({ state }) => state === "unknown");
  const leaveOut = () =>
    onChange({
      ...mapping,
      ...Object.fromEntries(unknown.map(({ name }) => [name, null])),
    });
  return (
    <Panel title={t("imports.columns")}>
      <div className="stack">
        {seen.isRemembered ? <p className="calm">{t("imports.remembered")}</p> : null}
        {seen.missing.length > 0 ? (
          <Alert className="notice bad" title={t("imports.missing")} role="alert">
            <p>{seen.missing.map(names.of).join(" · ")}</p>
            <p>{t("imports.missingHint")}</p>
          </Alert>
        ) : null}
        <DataTable
          label={t("imports.columns")}
          rows={seen.columns}
          keyOf={({ column, name }) => `${column} ${name}`}
          columns={[
            {
              key: "name",
              title: t("imports.column"),
              render: ({ name, column }) => (
                <>
                  {column === null ? null : <code className="letter">{column}</code>}
                  {name === "" ? <em>{t("imports.unnamed")}</em> : name}
                </>
              ),
            },
            {
              key: "sample",
              title: t("imports.sample"),
              render: (column) => <span className="quiet">{sampleOf(seen, column)}</span>,
            },
            {
              key: "claim",
              title: t("imports.becomes"),
              render: (column) => <Choice {...{ column, mapping, names, onChange }} />,
            },
          ]}
        />
        {unknown.length > 1 ? (
          <div>
            <Button size="xs" variant="default" onClick={leaveOut}>
              {t("imports.leaveOutAll", { number: unknown.length })}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

const leftOut = "-";

type ChoiceProps = Pick<Props, "mapping" | "onChange"> & {
  readonly column: Column;
  readonly names: ReturnType<typeof useClaimNames>;
};

function Choice({ column, mapping, names, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const { name, state, claim, nearest } = column;
  const chosen = Object.hasOwn(mapping, name) ? (mapping[name] ?? leftOut) : undefined;
  if (state === "unnamed") return <span className="quiet">{t("imports.unnamedHint")}</span>;
  const options =
    names.all.some(({ value }) => value === claim) || claim === null
      ? names.all
      : [{ value: claim, label: claim }, ...names.all];
  const faults = {
    unknown: nearest
      ? t("imports.nearest", { name: names.of(nearest) })
      : t("imports.unknownColumn"),
    doubled: t("imports.doubled"),
  };
  return (
    <NativeSelect
      aria-label={t("imports.becomesOf", { name })}
      error={state === "unknown" || state === "doubled" ? faults[state] : undefined}
      value={chosen === undefined ? (claim ?? (state === "left_out" ? leftOut : "")) : chosen}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...mapping, [name]: value === leftOut ? null : value })
      }
      data={[
        ...(state === "unknown" ? [{ value: "", label: t("issue.choose") }] : []),
        ...options,
        { value: leftOut, label: t("imports.leaveOut") },
      ]}
    />
  );
}

const sampleCharacters = 60;

/** What the column has in the first row that has anything there. */
function sampleOf({ rows, columns }: Preview, column: Column): string {
  const index = columns.indexOf(column);
  for (const { cells, claims } of rows) {
    const text = cells === null ? toText(claims[column.name]) : (cells[index] ?? "");
    if (text !== "")
      return text.length > sampleCharacters ? `${text.slice(0, sampleCharacters)}…` : text;
  }
  return "";
}

const toText = (value: unknown): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
