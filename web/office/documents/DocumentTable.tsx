import { useTranslation } from "react-i18next";
import type { OfficeDocument } from "../api/requests/useDocument.ts";
import { useNames } from "../shared/useNames.ts";
import { type Choice, DocumentHead, DocumentRow, useRowWords } from "./list/DocumentRow.tsx";

type Props = {
  readonly documents: readonly OfficeDocument[];
  readonly choice?: Choice | undefined;
};

/** A few documents, all at once. */
export function DocumentTable({ documents, choice }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useRowWords();
  return (
    <table className="data documents" aria-label={t("documents.title")}>
      <DocumentHead hasChoice={choice !== undefined} />
      <tbody>
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            words={words}
            document={document}
            type={names.type(document.type)}
            isChosen={choice?.chosen.has(document.id)}
            choose={choice?.choose}
          />
        ))}
      </tbody>
    </table>
  );
}
