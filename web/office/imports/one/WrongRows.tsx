import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useFailures } from "../../api/requests/useFailures.ts";
import type { Import } from "../../api/requests/useImport.ts";
import { useWrongRows } from "../../api/requests/useWrongRows.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { More } from "../../shared/More.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { saveFile } from "../../shared/saveFile.ts";
import { CorrectionForm } from "./CorrectionForm.tsx";
import { RejectionList } from "./RejectionList.tsx";

type Props = { readonly import: Import };
type OpenProps = Props & { readonly isOpened: boolean; onOpen(): void };

/** Rows that are wrong: where and why; what they say once that is asked for, to be corrected here or in a file. */
export function WrongRows({ import: one, isOpened, onOpen }: OpenProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const isKept = one.heldUntil !== null || one.state === "running" || one.state === "paused";
  return (
    <Panel
      title={t("imports.wrongRows", { number: number(one.rows.rejected) })}
      aside={isKept ? <Failures import={one} /> : null}
    >
      {isKept && isOpened ? (
        <Opened import={one} />
      ) : (
        <div className="stack">
          {isKept ? (
            <div className="reading">
              <p className="calm">{t("imports.openText")}</p>
              <Button onClick={onOpen}>{t("imports.open")}</Button>
            </div>
          ) : (
            <p className="calm">
              {t("imports.notKept")}{" "}
              <Link to={`/imports/new?type=${one.type}`}>{t("imports.again")}</Link>
            </p>
          )}
          <RejectionList import={one} />
        </div>
      )}
    </Panel>
  );
}

function Opened({ import: one }: Props) {
  const asked = useWrongRows(one.id);
  return (
    <Loaded of={asked}>
      {({ pages }) => (
        <div className="stack">
          <CorrectionForm
            import={one}
            columns={pages[0]?.columns ?? []}
            rows={pages.flatMap(({ rows }) => rows)}
            reload={() => void asked.refetch()}
          />
          <div>
            <More of={asked} />
          </div>
        </div>
      )}
    </Loaded>
  );
}

function Failures({ import: one }: Props) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { mutate, isPending, error } = useFailures();
  const extension = one.format === "ndjson" ? "ndjson" : "csv";
  const save = () =>
    mutate(
      { id: one.id, language },
      { onSuccess: (blob) => saveFile(blob, `${one.fileName}.wrong.${extension}`) },
    );
  return (
    <>
      <Button size="xs" variant="default" loading={isPending} onClick={save}>
        {t("imports.failures")}
      </Button>
      {error ? <ProblemNotice error={error} /> : null}
    </>
  );
}
