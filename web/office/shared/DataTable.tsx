import type { ReactNode } from "react";

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Numbers and acts stay at the end. */
  readonly atEnd?: boolean;
};

type Props<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
};

/**
 * A table that becomes a list of cards on a phone. Roles are spelled out, for browsers forget a table that is not
 * drawn as one.
 */
export const DataTable = <Row,>({ label, columns, rows, keyOf }: Props<Row>) => (
  // biome-ignore-start lint/a11y/noRedundantRoles: they are lost with another display
  // biome-ignore-start lint/a11y/useSemanticElements: as above
  <table className="data" aria-label={label} role="table">
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ key, title, atEnd }) => (
          <th key={key} scope="col" role="columnheader" data-end={atEnd}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((row) => (
        <tr key={keyOf(row)} role="row">
          {columns.map(({ key, title, atEnd, render }) => (
            <td key={key} role="cell" data-title={title} data-end={atEnd}>
              <span>{render(row)}</span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
  // biome-ignore-end lint/a11y/noRedundantRoles: they are lost with another display
  // biome-ignore-end lint/a11y/useSemanticElements: as above
);
