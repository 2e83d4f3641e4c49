import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Import } from "../../api/requests/useImport.ts";
import { useIssueImport } from "../../api/requests/useIssueImport.ts";
import { useProblemKind } from "../../api/requests/useProblemKind.ts";
import { announce } from "../../app/Announcer.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";

type Props = { readonly import: Import };

/** What there is to do: issue what was checked, look into what stopped it, send the file again. */
export function Next({ import: one }: Props) {
  const { state, dryRun, heldUntil } = one;
  if (state === "done" && dryRun)
    return heldUntil === null ? <Gone {...one} /> : <Checked import={one} />;
  if (state === "done") return <Done import={one} />;
  if (state === "failed" || state === "cancelled") return <Ended import={one} />;
  return state === "paused" ? <Paused import={one} /> : null;
}

function Checked({ import: one }: Props) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const { mutate, isPending, error } = useIssueImport(one.id);
  const { valid, existing, rejected } = one.rows;
  const right = valid + existing;
  const issue = () => mutate(undefined, { onSuccess: () => announce(t("imports.begun")) });
  return (
    <Alert
      className={`notice ${right === 0 ? "wait" : "good"}`}
      title={t(rejected === 0 ? "imports.allRight" : "imports.someRight", {
        right: number(right),
        wrong: number(rejected),
      })}
    >
      <p>
        {rejected > 0 ? t("imports.mendOrIssue") : t("imports.nothingYet")}{" "}
        {one.heldUntil === null ? null : t("imports.keptUntil", { day: day(one.heldUntil) })}
      </p>
      {error ? <ProblemNotice error={error} /> : null}
      {right > 0 ? (
        <Button loading={isPending} onClick={issue}>
          {t("imports.issue", { number: number(right) })}
        </Button>
      ) : null}
    </Alert>
  );
}

function Done({ import: one }: Props) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const { issued, rejected, existing } = one.rows;
  const isWhole = rejected === 0;
  return (
    <Alert
      className={`notice ${isWhole ? "good" : "wait"}`}
      title={t(isWhole ? "imports.whole" : "imports.notWhole", {
        issued: number(issued),
        wrong: number(rejected),
      })}
    >
      {existing > 0 ? <p>{t("imports.existingText", { number: number(existing) })}</p> : null}
      {isWhole ? (
        <Button component={Link} to={`/documents?import=${one.id}`} variant="default">
          {t("imports.seeDocuments")}
        </Button>
      ) : (
        <p>
          {one.heldUntil === null
            ? t("imports.notKept")
            : `${t("imports.mendHere")} ${t("imports.keptUntil", { day: day(one.heldUntil) })}`}
        </p>
      )}
    </Alert>
  );
}

const again = (type: string): string => `/imports/new?type=${type}`;

function Gone({ type }: Pick<Import, "type">) {
  const { t } = useTranslation();
  return (
    <Alert className="notice wait" title={t("imports.goneTitle")}>
      <p>{t("imports.goneText")}</p>
      <Button component={Link} to={again(type)} variant="default">
        {t("imports.again")}
      </Button>
    </Alert>
  );
}

function Ended({ import: one }: Props) {
  const { t } = useTranslation();
  const title = useErrorTitle(one);
  return (
    <Alert
      className={`notice ${one.state === "failed" ? "bad" : "wait"}`}
      title={title ?? t(`imports.state.${one.state}`)}
    >
      <p>{t(one.state === "failed" ? "imports.failedText" : "imports.cancelledText")}</p>
      <Button component={Link} to={again(one.type)} variant="default">
        {t("imports.again")}
      </Button>
    </Alert>
  );
}

function Paused({ import: one }: Props) {
  const { t } = useTranslation();
  const title = useErrorTitle(one);
  return (
    <Alert
      className={`notice ${one.error ? "bad" : "wait"}`}
      title={title ?? t("imports.pausedTitle")}
    >
      <p>{t(one.error ? "imports.stoppedText" : "imports.pausedText")}</p>
      {one.error ? (
        <p className="fine">
          <code>{one.error.code}</code>
        </p>
      ) : null}
    </Alert>
  );
}

/** What stopped it, in the reader's language; null: nothing did. */
function useErrorTitle({ error }: Import): string | null {
  const { local } = useFormats();
  const kind = useProblemKind(error?.code ?? null);
  if (error === null) return null;
  return kind.data ? local(kind.data.title) : error.message;
}
