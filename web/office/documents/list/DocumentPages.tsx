import { Skeleton } from "@mantine/core";
import { memo, type ReactNode, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DocumentPage,
  type DocumentSource,
  useDocumentPage,
} from "../../api/requests/useDocumentPage.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useNames } from "../../shared/useNames.ts";
import { type Choice, DocumentHead, DocumentRow, useRowWords } from "./DocumentRow.tsx";
import { usePagesNear } from "./usePagesNear.ts";

type Props = {
  readonly source: DocumentSource;
  readonly choice?: Choice | undefined;
  /** In place of a list without documents. */
  readonly empty: ReactNode;
};

/** What is known of a list so far. */
type List = {
  readonly pages: readonly {
    /** The cursor that the page before gave. */
    readonly after: string | undefined;
    /** How many documents come before. */
    readonly first: number;
  }[];
  /** Of all its documents; unknown until the end was seen. */
  readonly total: number | null;
};

const listFirst: List = { pages: [{ after: undefined, first: 0 }], total: null };

/** The list after this page has come, which may have come before. */
function withPage(list: List, index: number, { documents, next }: DocumentPage): List {
  const first = (list.pages[index]?.first ?? 0) + documents.length;
  if (list.pages.length > index + 1) return list;
  if (next === null) return list.total === first ? list : { ...list, total: first };
  return { pages: [...list.pages, { after: next, first }], total: null };
}

// Roles are spelled out, for browsers forget a table that is not drawn as one (see `DataTable`).
// biome-ignore-start lint/a11y/noRedundantRoles: they are lost with another display
// biome-ignore-start lint/a11y/useSemanticElements: as above

/**
 * A list of any length: a page is asked for when one gets near its end, and drawn only while it is near what is seen.
 * It must be given a key of its own for each source.
 */
export function DocumentPages({ source, choice, empty }: Props) {
  const { t } = useTranslation();
  const [list, setList] = useState(listFirst);
  const { ref, parts } = usePagesNear(list.pages.length);
  const onPage = useCallback(
    (index: number, page: DocumentPage) => setList((before) => withPage(before, index, page)),
    [],
  );
  if (list.total === 0) return empty;
  return (
    <table
      ref={ref}
      className="data documents"
      role="table"
      aria-label={t("documents.title")}
      aria-rowcount={list.total === null ? -1 : list.total + 1}
    >
      <DocumentHead hasChoice={choice !== undefined} row={1} />
      {parts.map((part) => {
        if ("gapFrom" in part)
          return (
            <tbody key={`gap ${part.gapFrom}`} aria-hidden>
              <tr className="far">
                <td colSpan={columns} style={{ height: part.height }} />
              </tr>
            </tbody>
          );
        const { after, first } = list.pages[part.page] ?? { after: undefined, first: 0 };
        return (
          <tbody key={part.page} data-page={part.page} role="rowgroup">
            <Rows
              source={source}
              choice={choice}
              after={after}
              index={part.page}
              first={first}
              height={part.height}
              onPage={onPage}
            />
          </tbody>
        );
      })}
    </table>
  );
}

type RowsProps = Pick<Props, "source" | "choice"> & {
  readonly after: string | undefined;
  readonly index: number;
  readonly first: number;
  /** When it was drawn last, which it keeps while it waits. */
  readonly height: number | undefined;
  onPage(index: number, page: DocumentPage): void;
};

const columns = 6;
/** Of a page that waits. */
const lines = 8;
/** The names of the columns are the first row, and rows count from 1. */
const rowFirst = 2;

const Rows = memo(function Rows({
  source,
  after,
  index,
  first,
  height,
  choice,
  onPage,
}: RowsProps) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useRowWords();
  const { data, error, refetch } = useDocumentPage(source, after);
  useEffect(() => {
    if (data) onPage(index, data);
  }, [index, data, onPage]);
  if (error)
    return (
      <Line>
        <ProblemNotice error={error} retry={() => void refetch()} />
      </Line>
    );
  if (!data)
    return (
      <Line>
        <div className="waiting" aria-busy="true" style={{ minHeight: height }}>
          <span className="unseen">{t("common.loading")}</span>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
            <Skeleton key={line} height={18} />
          ))}
        </div>
      </Line>
    );
  return data.documents.map((document, line) => (
    <DocumentRow
      key={document.id}
      words={words}
      document={document}
      type={names.type(document.type)}
      row={first + line + rowFirst}
      isChosen={choice?.chosen.has(document.id)}
      choose={choice?.choose}
    />
  ));
});

const Line = ({ children }: { readonly children: ReactNode }) => (
  <tr role="row">
    <td role="cell" colSpan={columns}>
      {children}
    </td>
  </tr>
);
// biome-ignore-end lint/a11y/noRedundantRoles: they are lost with another display
// biome-ignore-end lint/a11y/useSemanticElements: as above
