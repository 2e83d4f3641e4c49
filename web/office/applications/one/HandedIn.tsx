import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OpenedApplication, ServiceItem } from "../../api/requests/useApplications.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";

type Props = { readonly application: OpenedApplication; readonly item: ServiceItem };

/** What the applicant filled in, by the names and choices of the item's form. */
export function HandedIn({ application: { form }, item }: Props) {
  const { t } = useTranslation();
  const { day, language, local } = useFormats();
  const { fields, schema } = item.form;
  const toText = (name: string): string => {
    const [value, property] = [form[name], schema.properties[name]];
    const isDay = property !== undefined && "format" in property && typeof value === "string";
    // A day of the form is the same day in every zone.
    if (isDay) return day(Date.parse(`${value}T12:00:00`) / 1000);
    return claimText({ claims: fields }, name, value, language);
  };
  const names = Object.keys(fields);
  return (
    <Panel title={t("applications.handedIn")}>
      <p className="fine">{t("applications.recorded")}</p>
      {names.length === 0 ? (
        <p className="calm">{t("applications.noForm")}</p>
      ) : (
        <Facts
          facts={Object.entries(fields).map(([name, { title }]) => ({
            title: local(title),
            value: <bdi>{toText(name) || t("applications.notFilled")}</bdi>,
          }))}
        />
      )}
    </Panel>
  );
}
