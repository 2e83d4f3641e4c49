import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Operation } from "../../api/requests/useRegistryChanges.ts";
import type { Session } from "../../api/requests/useSession.ts";
import { announce } from "../../app/Announcer.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Operations } from "../Operations.tsx";
import { ProposeToMany } from "../ProposeToMany.tsx";
import { Warnings } from "../Warnings.tsx";
import { Fields } from "./Fields.tsx";
import { findWrong, type SignersForm, toChange } from "./signersForm.ts";

type Props = { readonly many: Session["accounts"][number] };

/** Asks who signs from then on; then shows what will be signed, and by whom. */
export function Change({ many }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState<SignersForm>({
    kept: new Set(many.people),
    added: "",
    threshold: many.threshold,
  });
  const [isAsked, setIsAsked] = useState(false);
  const [asked, setAsked] = useState<Operation | null>(null);
  const wrong = findWrong(form, many);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (wrong !== null) return announce(t(`signers.wrong.${wrong}`));
    setAsked(toChange(form, many));
  };
  if (asked) return <Review asked={asked} many={many} onBack={() => setAsked(null)} />;
  return (
    <Panel title={t("signers.who")}>
      <form className="stack" onSubmit={submit} noValidate>
        <p>{t("signers.explain")}</p>
        <Fields
          many={many}
          form={form}
          wrong={isAsked ? wrong : null}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        <div className="submit">
          <Button type="submit">{t("acts.check")}</Button>
          <span className="fine">{t("acts.checkHint")}</span>
        </div>
      </form>
    </Panel>
  );
}

function Review({ asked, many, onBack }: Props & { readonly asked: Operation; onBack(): void }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("acts.review")}>
      <div className="stack">
        <Operations operations={[asked]} account={many.account} />
        <Warnings operations={[asked]} account={many.account} />
        <ProposeToMany operations={[asked]} many={many} isRefused={false} onBack={onBack} />
      </div>
    </Panel>
  );
}
