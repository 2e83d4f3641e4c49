import { Button, Checkbox, Radio } from "@mantine/core";
import type { JsonObject } from "@sello/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { Panel } from "../../shared/Panel.tsx";
import { type Happening, happenings, judgeTrial, type TrialVerdict } from "./judgeTrial.ts";
import type { TrialCity } from "./TrialCity.ts";
import { VerdictView } from "./VerdictView.tsx";

type Props = {
  readonly type: DocumentType;
  readonly city: TrialCity;
  readonly claims: JsonObject;
};

/** The test wallet, which shows some of a document, and the test verifier, who says whether it counts. */
export function Shown({ type, city, claims }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const choices = type.disclosable.filter((name) => Object.hasOwn(claims, name));
  const [shown, setShown] = useState<readonly string[]>(choices);
  const [happening, setHappening] = useState<Happening>("none");
  const [found, setFound] = useState<TrialVerdict | null>(null);
  const show = async (event: FormEvent) => {
    event.preventDefault();
    setFound(await judgeTrial(city, claims, shown, happening));
  };
  return (
    <form onSubmit={(event) => void show(event)} noValidate className="stack trial">
      <Panel title={t("trial.walletTitle")}>
        {choices.length === 0 ? (
          <p>{t("trial.allShown")}</p>
        ) : (
          <Checkbox.Group
            label={t("trial.choose")}
            value={[...shown]}
            onChange={(values) => setShown(values)}
          >
            <div className="tick-boxes">
              {choices.map((name) => (
                <Checkbox
                  key={name}
                  value={name}
                  label={local(type.claims[name]?.title ?? { zh: name, es: name, en: name })}
                />
              ))}
            </div>
          </Checkbox.Group>
        )}
      </Panel>
      <Panel title={t("trial.verifierTitle")}>
        <Radio.Group
          label={t("trial.happening")}
          value={happening}
          onChange={(value) => setHappening(value as Happening)}
        >
          <div className="stack">
            {happenings.map((each) => (
              <Radio key={each} value={each} label={t(`trial.happens.${each}`)} />
            ))}
          </div>
        </Radio.Group>
        <p className="submit">
          <Button type="submit" size="md">
            {t("trial.show")}
          </Button>
        </p>
        {found ? <VerdictView found={found} /> : null}
      </Panel>
    </form>
  );
}
