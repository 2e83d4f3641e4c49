import { verdictWords } from "@sello/api";
import { evidenceVerdicts } from "@sello/sdk/decision";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OpenedApplication, ServiceItem } from "../../api/requests/useApplications.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill, type Tone } from "../../shared/Pill.tsx";
import { useOutputs } from "./useOutputs.ts";

type Review = NonNullable<OpenedApplication["review"]>;
type Props = { readonly application: OpenedApplication; readonly item: ServiceItem };
type Of = { readonly review: Review; readonly item: ServiceItem };

const tones: Readonly<Record<Review["outcome"], Tone>> = {
  granted: "good",
  refused: "bad",
  person: "wait",
  "cannot-tell": "wait",
};

/** What the published rules would do, by which facts, and what they rest on. The officer decides. */
export function RulesSay({ application: { review }, item }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (review === null)
    return (
      <Panel title={t("applications.rules")}>
        <p className="calm">{t("applications.rulesNone")}</p>
      </Panel>
    );
  const { outcome, version } = review;
  return (
    <Panel
      title={t("applications.rules")}
      aside={<Pill tone={tones[outcome]}>{t(`applications.ruling.${outcome}`)}</Pill>}
    >
      <div className="stack">
        {version === null ? null : (
          <p className="fine">{t("applications.version", { number: number(version) })}</p>
        )}
        <Reasons review={review} />
        <Missing review={review} />
        <FactList review={review} item={item} />
        <Outputs review={review} item={item} />
        <Nearly review={review} />
      </div>
    </Panel>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The rows that fired, in the words of who made the rules. */
function Reasons({ review: { rows } }: Pick<Of, "review">) {
  const { t } = useTranslation();
  const { local } = useFormats();
  if (rows.length === 0) return <p className="calm">{t("applications.noRow")}</p>;
  return rows.map(({ row, reason, law, change }) => (
    <div key={row}>
      <p>{local(reason)}</p>
      {change === null ? null : <p>{t("applications.change", { change: local(change) })}</p>}
      {law === null ? null : <p className="fine">{t("applications.law", { law: local(law) })}</p>}
    </div>
  ));
}

function Missing({ review: { missing, titles } }: Pick<Of, "review">) {
  const { t } = useTranslation();
  const { local } = useFormats();
  if (missing.length === 0) return null;
  return (
    <Part title={t("applications.missing")}>
      <ul className="chips">
        {missing.map((name) => (
          <li key={name}>{titles[name] ? local(titles[name]) : name}</li>
        ))}
      </ul>
    </Part>
  );
}

/** Rows that nearly fired, and what kept each from it. */
function Nearly({ review: { nearly, titles } }: Pick<Of, "review">) {
  const { t } = useTranslation();
  const { local, number } = useFormats();
  if (nearly.length === 0) return null;
  return (
    <details>
      <summary>{t("applications.nearly", { number: number(nearly.length) })}</summary>
      <p className="fine">{t("applications.nearlyLead")}</p>
      <ul className="links">
        {nearly.map(({ row, field, reason }) => (
          <li key={row}>
            {reason ? local(reason) : row}
            <small>
              {t("applications.keptBy", { fact: titles[field] ? local(titles[field]) : field })}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}

const isVerdict = (fact: unknown): fact is (typeof evidenceVerdicts)[number] =>
  evidenceVerdicts.some((each) => each === fact);

function FactList({ review: { facts, titles }, item }: Of) {
  const { t } = useTranslation();
  const { language, local } = useFormats();
  if (Object.keys(titles).length === 0) return null;
  const { fields } = item.form;
  const toText = (name: string, fact: unknown): string =>
    isVerdict(fact)
      ? local(verdictWords[fact])
      : claimText({ claims: fields }, name, fact, language) || t("applications.unknown");
  return (
    <Part title={t("applications.facts")}>
      <Facts
        facts={Object.entries(titles).map(([name, title]) => ({
          title: local(title),
          value: <bdi>{toText(name, facts[name])}</bdi>,
        }))}
      />
    </Part>
  );
}

/** What the document would say by the row that fired. */
function Outputs({ review: { outputs }, item }: Of) {
  const { t } = useTranslation();
  const { titleOf, textOf } = useOutputs(item);
  const names = Object.keys(outputs).filter((name) => name !== "outcome");
  if (names.length === 0) return null;
  return (
    <Part title={t("applications.outputs")}>
      <Facts
        facts={names.map((name) => ({ title: titleOf(name), value: textOf(name, outputs[name]) }))}
      />
    </Part>
  );
}
