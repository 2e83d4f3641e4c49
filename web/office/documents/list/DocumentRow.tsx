import type { TFunction } from "i18next";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useActing } from "../../app/useActing.ts";
import { DocumentPills } from "../../shared/DocumentPills.tsx";

/** Which documents of a list are chosen. */
export type Choice = {
  readonly chosen: ReadonlySet<string>;
  choose(id: string, isChosen: boolean): void;
};

/** Looked up once for all rows: there are many, and each look-up listens for a change of language. */
export type RowWords = {
  readonly t: TFunction;
  readonly formats: ReturnType<typeof useFormats>;
  /** For which authority the officer works. */
  readonly own: string | undefined;
};

/** The same as long as nothing of it changes. */
export function useRowWords(): RowWords {
  const { t } = useTranslation();
  const formats = useFormats();
  const own = useActing().authority?.slug;
  return useMemo(() => ({ t, formats, own }), [t, formats, own]);
}

type Props = {
  readonly words: RowWords;
  readonly document: OfficeDocument;
  readonly type: string;
  /** Its number in a list of which not all is drawn, the names of the columns counted. */
  readonly row?: number | undefined;
  /** Where documents can be chosen. */
  readonly isChosen?: boolean | undefined;
  readonly choose?: Choice["choose"] | undefined;
};

// Roles are spelled out, for browsers forget a table that is not drawn as one (see `DataTable`).
// biome-ignore-start lint/a11y/noRedundantRoles: they are lost with another display
// biome-ignore-start lint/a11y/useSemanticElements: as above

/** One line of a list of documents; drawn again only when something of it changes. */
export const DocumentRow = memo(function DocumentRow({
  words,
  document,
  type,
  row,
  isChosen,
  choose,
}: Props) {
  const { t, own } = words;
  const { day, moment } = words.formats;
  const { id, issuedAt, expiresAt } = document;
  // What is known of it is all that those above its authority may see.
  const isOwn = own === document.authority;
  return (
    <tr role="row" aria-rowindex={row} data-chosen={isChosen}>
      {choose ? (
        <td role="cell" className="choice" data-title={t("documents.choose")}>
          <input
            type="checkbox"
            aria-label={t("documents.chooseOne", { id })}
            checked={isChosen === true}
            onChange={(event) => choose(id, event.currentTarget.checked)}
          />
        </td>
      ) : null}
      <td role="cell" data-title={t("document.number")}>
        {isOwn ? (
          <Link to={`/documents/${id}`}>
            <code className="long">{id}</code>
          </Link>
        ) : (
          <code className="long">{id}</code>
        )}
      </td>
      <td role="cell" data-title={t("common.type")}>
        <span>{type}</span>
      </td>
      <td role="cell" data-title={t("document.issued")}>
        <span>{moment(issuedAt)}</span>
      </td>
      <td role="cell" data-title={t("document.expires")}>
        <span>{expiresAt === null ? "–" : day(expiresAt)}</span>
      </td>
      <td role="cell" data-title={t("document.status")}>
        <DocumentPills document={document} t={t} />
      </td>
    </tr>
  );
});

type HeadProps = {
  readonly hasChoice: boolean;
  /** As a row has it. */
  readonly row?: number | undefined;
};

/** The names of the columns. */
export function DocumentHead({ hasChoice, row }: HeadProps) {
  const { t } = useTranslation();
  const titles = [
    t("document.number"),
    t("common.type"),
    t("document.issued"),
    t("document.expires"),
    t("document.status"),
  ];
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={row}>
        {hasChoice ? (
          <th scope="col" role="columnheader">
            <span className="unseen">{t("documents.choose")}</span>
          </th>
        ) : null}
        {titles.map((title) => (
          <th key={title} scope="col" role="columnheader">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
// biome-ignore-end lint/a11y/noRedundantRoles: they are lost with another display
// biome-ignore-end lint/a11y/useSemanticElements: as above
