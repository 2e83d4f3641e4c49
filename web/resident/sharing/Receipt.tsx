import type { Consent } from "@sello/sdk/share";
import { useState } from "react";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { useWords } from "../words/useWords.ts";
import { saveReceipt } from "./receipt.ts";

/** Saves what the reader agreed to, with the proof that its hash is in the log where there is one yet. */
export function Receipt({ consent }: { readonly consent: Consent }) {
  const { words } = useWords();
  const texts = words.sharing;
  const [said, say] = useState("");
  const saving = useAct(async () => {
    say("");
    say((await saveReceipt(consent)) ? texts.receiptSaved : texts.receiptEarly);
  });
  return (
    <>
      <button
        type="button"
        className="plain extra"
        disabled={saving.isBusy}
        onClick={() => void saving.run()}
      >
        {texts.receipt}
      </button>
      <p className="said" role="status">
        {said}
      </p>
      <Fault fault={saving.fault} />
    </>
  );
}
