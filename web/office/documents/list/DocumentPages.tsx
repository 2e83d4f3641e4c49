import { Skeleton } from "@mantine/core";
import { memo, type ReactNode, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type DocumentSource, useDocumentPage } from "../../api/requests/useDocumentPage.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useNames } from "../../shared/useNames.ts";
import { type Choice, DocumentHead, DocumentRow, useRowWords } from "./DocumentRow.tsx";
import { useNear } from "./useNear.ts";

type Props = {
  readonly source: DocumentSource;
  readonly choice?: Choice | undefined;
  /** In place of a list without documents. */
  readonly empty: ReactNode;
};

/**
 * A list of any length: a page is asked for when one gets near its end, and drawn only while it is near what is seen.
 * It must be given a key of its own for each source.
 */
export function DocumentPages({ source, choice, empty }: Props) {
  const { t } = useTranslation();
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const [isEmpty, setIsEmpty] = useState(false);
  const goOn = useCallback(
    (index: number, next: string | null) =>
      setCursors((before) =>
        next === null || before.length > index + 1 ? before : [...before, next],
      ),
    [],
  );
  if (isEmpty) return empty;
  return (
    <table className="data documents" aria-label={t("documents.title")}>
      <DocumentHead hasChoice={choice !== undefined} />
      {cursors.map((after, index) => (
        <Page
          key={after ?? ""}
          source={source}
          after={after}
          index={index}
          choice={choice}
          onNext={goOn}
          onEmpty={setIsEmpty}
        />
      ))}
    </table>
  );
}

type PageProps = Pick<Props, "source" | "choice"> & {
  readonly after: string | undefined;
  readonly index: number;
  onNext(index: number, next: string | null): void;
  onEmpty(isEmpty: boolean): void;
};

const columns = 6;
/** Of a page that was never drawn. */
const lines = 8;

const Page = memo(function Page(props: PageProps) {
  const { ref, isNear, height } = useNear<HTMLTableSectionElement>(props.index === 0);
  return (
    <tbody ref={ref}>
      {isNear ? (
        <Rows {...props} />
      ) : (
        <tr>
          <td colSpan={columns} className="far" style={{ height }} />
        </tr>
      )}
    </tbody>
  );
});

function Rows({ source, after, index, choice, onNext, onEmpty }: PageProps) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useRowWords();
  const page = useDocumentPage(source, after);
  const next = page.data?.next;
  const isNone = index === 0 && page.data?.documents.length === 0 && next === null;
  useEffect(() => {
    if (next !== undefined) onNext(index, next);
  }, [index, next, onNext]);
  useEffect(() => {
    if (isNone) onEmpty(true);
  }, [isNone, onEmpty]);
  if (page.error)
    return (
      <Line>
        <ProblemNotice error={page.error} retry={() => void page.refetch()} />
      </Line>
    );
  if (!page.data)
    return (
      <Line>
        <div className="waiting" aria-busy="true">
          <span className="unseen">{t("common.loading")}</span>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
            <Skeleton key={line} height={18} />
          ))}
        </div>
      </Line>
    );
  return page.data.documents.map((document) => (
    <DocumentRow
      key={document.id}
      words={words}
      document={document}
      type={names.type(document.type)}
      isChosen={choice?.chosen.has(document.id)}
      choose={choice?.choose}
    />
  ));
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <tr>
    <td colSpan={columns}>{children}</td>
  </tr>
);
