import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useCheckpoint } from "../api/requests/useCheckpoint.ts";
import { useLogEntries } from "../api/requests/useLogEntries.ts";
import { usePendingDocuments } from "../api/requests/usePendingDocuments.ts";
import { useWitnesses } from "../api/requests/useWitnesses.ts";
import { useMay } from "../app/useActing.ts";
import { entriesShown } from "./entriesShown.ts";
import { useAge } from "./useAge.ts";

const counted = 50;

/** The way of a document into the log, from the left: where it is stuck is seen at a glance. */
export function Flow() {
  const { t } = useTranslation();
  return (
    <ol className="flow" aria-label={t("log.flow")}>
      <Waiting />
      <Anchored />
      <Signed />
      <Witnessed />
    </ol>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const mayRead = useMay("read");
  const { data: page } = usePendingDocuments(counted, mayRead);
  if (!mayRead) return null;
  const count = page?.documents.length ?? 0;
  const more = page?.next ? "+" : "";
  return (
    <Stage
      title={t("log.stage.waiting")}
      value={page ? `${number(count)}${more}` : "–"}
      tone={count > 0 ? "wait" : "good"}
    >
      {count > 0 ? (
        <Link to="/documents?state=pending">{t("log.stage.waitingList")}</Link>
      ) : (
        t("log.stage.waitingNone")
      )}
    </Stage>
  );
}

function Anchored() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const age = useAge();
  const { data: entries } = useLogEntries(entriesShown);
  const [newest] = entries ?? [];
  return (
    <Stage
      title={t("log.stage.anchored")}
      value={newest ? number(newest.index + 1) : entries ? number(0) : "–"}
      tone="good"
    >
      {newest ? t("log.stage.newest", { age: age(newest.anchoredAt) }) : t("log.stage.noEntry")}
    </Stage>
  );
}

function Signed() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { data: checkpoint } = useCheckpoint();
  const isSigned = checkpoint?.signers.includes(checkpoint.origin) ?? false;
  return (
    <Stage
      title={t("log.stage.checkpoint")}
      value={checkpoint ? number(checkpoint.size) : "–"}
      tone={checkpoint && !isSigned ? "bad" : "good"}
    >
      {checkpoint ? t("log.stage.signed") : t("log.stage.noEntry")}
    </Stage>
  );
}

function Witnessed() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { data: checkpoint } = useCheckpoint();
  const { data: witnesses } = useWitnesses();
  if (!checkpoint || !witnesses) return <Stage title={t("log.stage.witnessed")} value="–" />;
  const found = witnesses.names.filter((name) => checkpoint.signers.includes(name)).length;
  return (
    <Stage
      title={t("log.stage.witnessed")}
      value={t("log.stage.of", { found: number(found), all: number(witnesses.names.length) })}
      tone={found >= witnesses.needed ? "good" : "wait"}
    >
      {t("log.stage.needed", { number: number(witnesses.needed) })}
    </Stage>
  );
}

type StageProps = {
  readonly title: string;
  readonly value: string;
  readonly tone?: "good" | "wait" | "bad";
  readonly children?: ReactNode;
};

const Stage = ({ title, value, tone = "good", children }: StageProps) => (
  <li data-tone={tone}>
    <h2>{title}</h2>
    <p className="flow-value">{value}</p>
    <p className="fine">{children}</p>
  </li>
);
