import type { JsonObject } from "@sello/sdk";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { Fault } from "../parts/Fault.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import type { MyApplication } from "./applicationState.ts";
import { EvidenceChoice } from "./EvidenceChoice.tsx";
import { FormFields, unfilled } from "./FormFields.tsx";
import { type BroughtByName, type Item, toBody } from "./ownEvidence.ts";
import { usePieces } from "./usePieces.ts";

/** As the API's `applicationWordsCharacters`. */
const wordsCharacters = 1_000;

type Props = { readonly application: MyApplication };

/** What was sent back, to be completed and sent again. */
export function Answer({ application }: Props) {
  const slug = application.item;
  const answer = useAnswer(`item ${slug}`, () =>
    client.getServiceItem({ params: { item: slug } as never }),
  );
  return (
    <Loaded answer={answer}>{({ item }) => <Form application={application} item={item} />}</Loaded>
  );
}

function Form({ application, item }: Props & { readonly item: Item }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { answerUntil } = application;
  const [form, setForm] = useState<JsonObject>(application.form as JsonObject);
  const [evidence, setEvidence] = useState<readonly string[]>(
    application.evidence.flatMap(({ name, from }) => (from === "account" ? [name] : [])),
  );
  const pieces = usePieces(item);
  const [brought, setBrought] = useState<BroughtByName>({});
  const [said, setSaid] = useState("");
  const [toPerson, setToPerson] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const sending = useAct(async () => {
    const text = said.trim();
    await client.answerMyApplication({
      params: { id: application.id } as never,
      body: {
        ...toBody({ form, evidence, brought }),
        ...(text === "" ? {} : { words: text }),
        ...(toPerson ? { toPerson: true as const } : {}),
      },
    });
    forgetAnswers("application", "notices");
  });
  return (
    <form
      className="apply panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const gaps = unfilled(item.form, form);
        setMissing(gaps);
        if (gaps.length === 0) void sending.run();
      }}
    >
      <h2>{texts.answer}</h2>
      <p>{texts.answerLead}</p>
      {answerUntil === null ? null : (
        <p className="hint">{fill(texts.answerUntil, { day: toDay(answerUntil, language) })}</p>
      )}
      {Object.keys(item.form.fields).length === 0 ? null : (
        <FormFields form={item.form} values={form} change={setForm} missing={missing} />
      )}
      <EvidenceChoice
        item={item}
        pieces={pieces}
        chosen={evidence}
        change={setEvidence}
        brought={brought}
        bring={setBrought}
      />
      <label htmlFor="said">{texts.words}</label>
      <textarea
        id="said"
        rows={3}
        maxLength={wordsCharacters}
        value={said}
        onInput={({ currentTarget }) => setSaid(currentTarget.value)}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={toPerson}
          onInput={({ currentTarget }) => setToPerson(currentTarget.checked)}
        />
        {texts.toPerson}
      </label>
      <button type="submit" className="main wide" disabled={sending.isBusy}>
        {sending.isBusy ? texts.sending : texts.again}
      </button>
      <Fault fault={sending.fault} />
    </form>
  );
}
