import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useAuthority } from "../../api/requests/useAuthority.ts";
import type { ChosenFile } from "../../api/requests/usePreview.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing, useMay } from "../../app/useActing.ts";
import { useIssuable } from "../../issue/useIssuable.ts";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { chooseFile } from "./chooseFile.ts";
import { DropZone } from "./DropZone.tsx";
import { FileForm } from "./FileForm.tsx";
import { Template } from "./Template.tsx";

/** A file on its way: of which type, how it is read, and what its columns are. */
export function Page() {
  const { t } = useTranslation();
  const { authority } = useActing();
  const mayImport = useMay("import");
  return (
    <>
      <PageHead title={t("imports.new")} lead={t("imports.newLead")} />
      {mayImport && authority ? <Sending slug={authority.slug} /> : <NotAllowed />}
    </>
  );
}

function Sending({ slug }: { readonly slug: string }) {
  const { t } = useTranslation();
  const asked = useAuthority(slug);
  const types = useIssuable(slug);
  return (
    <Loaded of={{ ...asked, data: types }}>
      {(issuable) =>
        issuable.length === 0 ? (
          <Empty
            text={t("issue.noTypes")}
            to={`/authorities/${slug}`}
            action={t("issue.seeAuthority")}
          />
        ) : (
          <FileOf key={slug} types={issuable} />
        )
      }
    </Loaded>
  );
}

function FileOf({ types }: { readonly types: readonly DocumentType[] }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const named = types.find(({ name }) => name === search.get("type"));
  const type = named ?? (types.length === 1 ? types[0] : undefined);
  return (
    <>
      <Panel title={t("imports.whichFile")}>
        <div className="stack">
          <div className="filters">
            <NativeSelect
              label={t("common.type")}
              value={type?.name ?? ""}
              onChange={(event) =>
                setSearch({ type: event.currentTarget.value }, { replace: true })
              }
              data={[
                ...(type ? [] : [{ value: "", label: t("issue.choose") }]),
                ...types.map(({ name, title }) => ({ value: name, label: local(title) })),
              ]}
            />
          </div>
          {type ? (
            <>
              <DropZone
                fileName={chosen?.file.name ?? null}
                onFile={(file) => void chooseFile(file).then(setChosen)}
              />
              {chosen ? null : <Template type={type} />}
            </>
          ) : null}
        </div>
      </Panel>
      {type && chosen ? (
        <FileForm key={`${type.id} ${chosen.key}`} type={type} chosen={chosen} />
      ) : null}
    </>
  );
}
