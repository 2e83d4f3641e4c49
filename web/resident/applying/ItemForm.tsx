import { ApiFailure } from "@sello/api/client";
import { useState } from "react";
import { client } from "../api/client.ts";
import { loadSession } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { type Answer, forgetAnswers } from "../api/useAnswer.ts";
import { go, home } from "../app/route.ts";
import { useWords } from "../words/useWords.ts";
import { DraftNote } from "./drafts/DraftNote.tsx";
import { LeftOut } from "./drafts/LeftOut.tsx";
import { SendFault } from "./drafts/SendFault.tsx";
import { type Start, useWork } from "./drafts/useWork.ts";
import { EvidenceChoice } from "./EvidenceChoice.tsx";
import { FormFields, unfilled } from "./FormFields.tsx";
import { type BroughtByName, toBody } from "./ownEvidence.ts";
import type { Pieces } from "./usePieces.ts";

type Props = Omit<Start, "pieces"> & { readonly pieces: Answer<Pieces> };

/** Everything that the reader's account can give is filled in and ticked by nobody but the reader. */
export function ItemForm(props: Props) {
  const { words } = useWords();
  const texts = words.applying;
  const { detail, pieces, vault, draft, isOffline } = props;
  const { item } = detail;
  const { work, change, begun, keeping, flush, end } = useWork({
    ...props,
    pieces: pieces.content,
  });
  const { form, evidence, key } = work;
  const [brought, setBrought] = useState<BroughtByName>({});
  const [missing, setMissing] = useState<readonly string[]>([]);
  const sending = useAct(async () => {
    await flush();
    if (isOffline) await reach();
    const isThere = (name: string) => pieces.content?.[name]?.isThere ?? true;
    const { id } = await client.apply({
      headers: { "idempotency-key": key },
      body: {
        item: item.slug,
        ...toBody({ form, evidence: evidence.filter(isThere), brought }),
      },
    });
    await end();
    forgetAnswers("applications", "notices");
    go(`${home}/applications/${id}`);
  });
  const send = () => {
    const gaps = unfilled(item.form, form);
    setMissing(gaps);
    const [first] = gaps;
    if (first === undefined) void sending.run();
    else document.getElementById(first)?.focus();
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
      {begun === null ? null : <LeftOut fitted={begun} />}
      {Object.keys(item.form.fields).length === 0 ? null : (
        <FormFields
          form={item.form}
          values={form}
          change={(values) => change({ form: values })}
          missing={missing}
        />
      )}
      <EvidenceChoice
        item={item}
        pieces={pieces}
        chosen={evidence}
        change={(chosen) => change({ evidence: chosen })}
        brought={brought}
        bring={(files) => {
          setBrought(files);
          // Another file is another application.
          change({});
        }}
      />
      <button type="submit" className="main wide" disabled={sending.isBusy}>
        {sending.isBusy ? texts.sending : texts.send}
      </button>
      {vault === null ? null : <DraftNote keeping={keeping} changedAt={draft?.changedAt ?? null} />}
      <SendFault fault={sending.fault} isKept={keeping?.is === "kept"} />
    </form>
  );
}

/**
 * Asks who is signed in. Where the service answers, the page shows the form as it is now, and the reader sends that.
 */
async function reach(): Promise<never> {
  await loadSession();
  throw new ApiFailure("api.unreachable", "the form is not that of the service");
}
