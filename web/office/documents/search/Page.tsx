import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import type { ReadingReason } from "../../api/requests/useReadDocument.ts";
import { type SearchInput, useSearchDocuments } from "../../api/requests/useSearchDocuments.ts";
import { announce } from "../../app/Announcer.tsx";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { BulkBar } from "../bulk/BulkBar.tsx";
import { DocumentTable } from "../DocumentTable.tsx";
import { useChoice } from "../list/useChoice.ts";
import { ReasonField } from "../ReasonField.tsx";

const kinds = ["number", "person", "name"] as const satisfies readonly SearchInput["by"][];

const toKind = (text: string): SearchInput["by"] => kinds.find((kind) => kind === text) ?? "number";

/** Looks for documents. What is looked for is personal data: it is in no address, and is forgotten with the page. */
export function Page() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("search.title")} lead={t("search.lead")} />
      {useMay("read") ? <Search /> : <NotAllowed />}
    </>
  );
}

function Search() {
  const { t } = useTranslation();
  const [by, setBy] = useState<SearchInput["by"]>("number");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState<ReadingReason | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending } = useSearchDocuments();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (value.trim() === "" || reason === null) return announce(t("search.incomplete"));
    mutate(
      { by, value: value.trim(), reason, limit: 100 },
      { onSuccess: ({ documents }) => announce(t("common.found", { number: documents.length })) },
    );
  };
  return (
    <>
      <form className="panel search-form" onSubmit={submit} noValidate>
        <NativeSelect
          label={t("search.by")}
          value={by}
          onChange={(event) => setBy(toKind(event.currentTarget.value))}
          data={kinds.map((kind) => ({ value: kind, label: t(`search.kind.${kind}`) }))}
        />
        <TextInput
          label={t(`search.kind.${by}`)}
          description={t(`search.hint.${by}`)}
          error={isAsked && value.trim() === "" ? t("search.noValue") : undefined}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <ReasonField
          value={reason}
          onChange={setReason}
          error={isAsked && reason === null ? t("reading.needed") : undefined}
        />
        <Button type="submit" loading={isPending}>
          {t("search.submit")}
        </Button>
      </form>
      {error ? <ProblemNotice error={error} /> : null}
      {data && data.documents.length === 0 ? <p className="calm">{t("search.none")}</p> : null}
      {data && data.documents.length > 0 ? <Found documents={data.documents} /> : null}
      {data?.more ? <p className="calm">{t("search.more")}</p> : null}
    </>
  );
}

/** Those found, of which some or all can be acted on at once. */
function Found({ documents }: { readonly documents: readonly OfficeDocument[] }) {
  const choice = useChoice();
  const mayRevoke = useMay("revoke");
  return (
    <>
      {mayRevoke ? (
        <BulkBar
          chosen={choice.chosen}
          all={{ by: "documents", documents: documents.map(({ id }) => id) }}
          allCount={documents.length}
          clear={choice.clear}
        />
      ) : null}
      <DocumentTable documents={documents} choice={mayRevoke ? choice : undefined} />
    </>
  );
}
