import type { Output } from "@sello/api/client";
import type { JsonObject } from "@sello/sdk";
import { useEffect, useRef, useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { go, home } from "../app/route.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import { EvidenceChoice } from "./EvidenceChoice.tsx";
import { FormFields, unfilled } from "./FormFields.tsx";
import { fillForm, type HandedIn, toBody } from "./ownEvidence.ts";
import { RulesOfItem } from "./RulesOfItem.tsx";
import { toMoney } from "./toMoney.ts";

type Detail = Output<"getServiceItem">;
type Props = { readonly slug: string; readonly session: Session };

/** One item: what it is, by which rules it is decided, and the application. */
export function ItemPage({ slug, session }: Props) {
  const answer = useAnswer(`item ${slug}`, () =>
    client.getServiceItem({ params: { item: slug } as never }),
  );
  return (
    <section className="narrow">
      <Loaded answer={answer}>{(detail) => <Shown detail={detail} session={session} />}</Loaded>
    </section>
  );
}

function Shown({ detail, session }: { readonly detail: Detail; readonly session: Session }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { item, answers } = detail;
  const { fee, times } = item;
  return (
    <>
      <Head
        title={item.title[language]}
        lead={item.description[language]}
        back={{ to: `${home}/apply`, text: texts.title }}
      />
      <ul className="points">
        <li>{fill(texts.answeredBy, { office: answers.name[language] })}</li>
        <li>{fee === null ? texts.free : fill(texts.fee, { amount: toMoney(fee, language) })}</li>
        <li>{fill(texts.inDays, { count: times.personWorkingDays })}</li>
      </ul>
      <RulesOfItem detail={detail} />
      {session.level === "code" ? (
        <LevelPanel />
      ) : session.joined ? (
        <Form detail={detail} />
      ) : (
        <p className="notice">{texts.needJoin}</p>
      )}
    </>
  );
}

/** Everything that the reader's account can give is filled in and ticked by nobody but the reader. */
function Form({ detail: { item } }: { readonly detail: Detail }) {
  const { words } = useWords();
  const texts = words.applying;
  const [form, setForm] = useState<JsonObject>({});
  const [evidence, setEvidence] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const key = useRef(crypto.randomUUID());
  useEffect(() => {
    // Where the documents cannot be read now, the reader fills it in.
    fillForm(item).then(
      (filled) => setForm((written) => ({ ...filled, ...written })),
      () => {},
    );
  }, [item]);
  const sending = useAct(async (given: HandedIn) => {
    const { id } = await client.apply({
      headers: { "idempotency-key": key.current },
      body: { item: item.slug, ...toBody(given) },
    });
    forgetAnswers("applications", "notices");
    go(`${home}/applications/${id}`);
  });
  const send = () => {
    const gaps = unfilled(item.form, form);
    setMissing(gaps);
    const [first] = gaps;
    if (first === undefined) void sending.run({ form, evidence });
    else document.getElementById(first)?.focus();
  };
  // What is changed after a try is another application.
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      key.current = crypto.randomUUID();
      set(value);
    };
  };
  return (
    <form
      className="apply"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {Object.keys(item.form.fields).length === 0 ? null : (
        <FormFields form={item.form} values={form} change={change(setForm)} missing={missing} />
      )}
      <EvidenceChoice item={item} chosen={evidence} change={change(setEvidence)} />
      <button type="submit" className="main wide" disabled={sending.isBusy}>
        {sending.isBusy ? texts.sending : texts.send}
      </button>
      <Fault fault={sending.fault} />
    </form>
  );
}
