import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Authority } from "../../api/requests/useAuthority.ts";
import type { Operation } from "../../api/requests/useRegistryChanges.ts";
import { announce } from "../../app/Announcer.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { type ActOperation, fieldsOf } from "../actKinds.ts";
import { Review } from "../Review.tsx";
import type { Actor } from "../useActors.ts";
import { ActField } from "./ActField.tsx";
import { type Form, findWrong, toOperations } from "./toOperations.ts";

type Props = {
  readonly authority: Authority;
  readonly operation: ActOperation;
  readonly given: Form;
  readonly actors: readonly Actor[];
};

/** Asks for what the act needs; then shows what will be signed. */
export function ActForm({ authority, operation, given, actors }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState(given);
  const [actor, setActor] = useState(actors[0]);
  const { asked, setAsked, isAsked, isBusy, fault, wrong, submit } = useAsked(
    operation,
    authority,
    form,
  );
  if (asked && actor)
    return <Review operations={asked} actor={actor} onBack={() => setAsked(null)} />;
  return (
    <Panel title={t("acts.fill")}>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p>{t(`acts.about.${operation}`)}</p>
        {fault ? <ProblemNotice error={fault} /> : null}
        <div className="fields">
          {fieldsOf[operation].map((field) => (
            <ActField
              key={field.name}
              field={field}
              authority={authority}
              value={form[field.name] ?? ""}
              isWrong={isAsked && wrong.has(field.name)}
              onChange={(value) => setForm((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
          {actors.length > 1 ? (
            <ActorChoice actors={actors} chosen={actor} onChoose={setActor} />
          ) : null}
        </div>
        <div className="submit">
          <Button type="submit" loading={isBusy}>
            {t("acts.check")}
          </Button>
          <span className="fine">{t("acts.checkHint")}</span>
        </div>
      </form>
    </Panel>
  );
}

/** What the form asks for, once it is without fault. */
function useAsked(operation: ActOperation, authority: Authority, form: Form) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<readonly Operation[] | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<Error | null>(null);
  const wrong = findWrong(operation, form);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (wrong.size > 0) return announce(t("issue.wrong", { number: wrong.size }));
    setIsBusy(true);
    setFault(null);
    await toOperations(operation, authority, form).then(setAsked, setFault);
    setIsBusy(false);
  };
  return { asked, setAsked, isAsked, isBusy, fault, wrong, submit };
}

type ChoiceProps = {
  readonly actors: readonly Actor[];
  readonly chosen: Actor | undefined;
  onChoose(actor: Actor): void;
};

function ActorChoice({ actors, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("acts.actAs")}
      value={chosen?.account ?? ""}
      onChange={(event) => {
        const found = actors.find(({ account }) => account === event.currentTarget.value);
        if (found) onChoose(found);
      }}
      data={actors.map(({ account, many }) => ({
        value: account,
        label: many
          ? t("acts.asMany", { account, threshold: many.threshold, signers: many.signers })
          : t("acts.asSelf", { account }),
      }))}
    />
  );
}
