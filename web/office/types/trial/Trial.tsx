import { Alert, Button, Checkbox } from "@mantine/core";
import type { JsonObject } from "@sello/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { announce } from "../../app/Announcer.tsx";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing } from "../../app/useActing.ts";
import { ClaimField } from "../../issue/ClaimField.tsx";
import { checkClaims } from "../../issue/checkClaims.ts";
import { useClaimForm } from "../../issue/useClaimForm.ts";
import { Panel } from "../../shared/Panel.tsx";
import { Shown } from "./Shown.tsx";
import { TrialCity } from "./TrialCity.ts";
import { isYesNo, toTestClaims, toTrialType } from "./toTestClaims.ts";

/** What was issued, and by which made-up city. */
type Issued = { readonly city: TrialCity; readonly claims: JsonObject };

/** A test document of a type: issued, held and verified in this page. */
export function Trial({ type: published }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const [type] = useState(() => toTrialType(published));
  const [issued, setIssued] = useState<Issued | null>(null);
  const { form, fields, claims, wrong, change, showWrong } = useClaimForm(type, toTestClaims(type));
  const office = authority?.name ?? { zh: "机构", es: "autoridad", en: "authority" };
  const name = {
    zh: `测试 · ${office.zh}`,
    es: `PRUEBA · ${office.es}`,
    en: `TEST · ${office.en}`,
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = checkClaims(type, claims);
    if (found.size > 0) return showWrong(found);
    const city = await TrialCity.open(type, name, Math.floor(Date.now() / 1_000));
    setIssued({ city, claims: claims as JsonObject });
    announce(t("trial.issued"));
  };
  return (
    <>
      <PageHead title={t("trial.title", { title: local(type.title) })} lead={t("trial.lead")} />
      <Alert className="notice wait" title={t("trial.testTitle")}>
        <p>{t("trial.testText")}</p>
      </Alert>
      <div className="with-picture">
        <form ref={form} onSubmit={(event) => void submit(event)} noValidate className="trial">
          <Panel title={t("trial.issueTitle")}>
            <p className="fine">{t("trial.issueHint")}</p>
            <div className="fields">
              {fields.map((field) =>
                isYesNo(field) ? (
                  <Checkbox
                    key={field.name}
                    name={field.name}
                    label={local(type.claims[field.name]?.title ?? name)}
                    checked={claims[field.name] === true}
                    onChange={({ currentTarget: { checked } }) => change(field.name, checked)}
                  />
                ) : (
                  <ClaimField
                    key={field.name}
                    type={type}
                    field={field}
                    value={claims[field.name]}
                    isWrong={wrong.has(field.name)}
                    onChange={(value) => change(field.name, value)}
                  />
                ),
              )}
            </div>
            <p className="submit">
              <Button type="submit" size="md">
                {t("trial.issue")}
              </Button>
            </p>
          </Panel>
        </form>
        <aside aria-label={t("issue.preview")}>
          <DocumentCard type={type} claims={claims} issuer={local(name)} />
          <p className="fine">{t("trial.cardHint")}</p>
        </aside>
      </div>
      {issued ? <Shown key={issued.city.holder.kid} type={type} {...issued} /> : null}
    </>
  );
}
