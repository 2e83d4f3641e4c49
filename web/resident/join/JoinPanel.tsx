import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { beginSession } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { CodeEntry } from "../parts/CodeEntry.tsx";
import { Fault } from "../parts/Fault.tsx";
import { DemoHint } from "../sign-in/DemoHint.tsx";
import { toNumber } from "../sign-in/NumberForm.tsx";
import { useWords } from "../words/useWords.ts";
import { DeskCode } from "./DeskCode.tsx";

type Begun = Output<"beginIdentity"> & { readonly number: string };

/** For an account that does not know yet whose it is: by the registered phone, or at a desk. */
export function JoinPanel() {
  const { words } = useWords();
  const [begun, setBegun] = useState<Begun | null>(null);
  return (
    <div className="narrow">
      <h2>{words.join.title}</h2>
      {begun === null ? (
        <NumberPart begun={setBegun} />
      ) : (
        <>
          <CodeEntry
            lead={fill(words.code.sentCard, begun)}
            endsAt={begun.endsAt}
            give={async (code) => {
              const params = { id: begun.id };
              const { session } = await client.giveIdentityCode({ params, body: { code } });
              beginSession(session);
            }}
          />
          <div className="acts">
            <button type="button" className="quiet" onClick={() => setBegun(null)}>
              {words.code.other}
            </button>
          </div>
        </>
      )}
      <DeskCode />
      <DemoHint />
    </div>
  );
}

function NumberPart({ begun }: { readonly begun: (begun: Begun) => void }) {
  const { words } = useWords();
  const [written, setWritten] = useState("");
  const { isBusy, fault, run } = useAct(async () => {
    const idNumber = toNumber(written);
    begun({ ...(await client.beginIdentity({ body: { idNumber } })), number: idNumber });
  });
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <p>{words.join.lead}</p>
      <label htmlFor="id-number">{words.signIn.card}</label>
      <input
        id="id-number"
        className="large"
        required
        maxLength={40}
        autoComplete="off"
        autoCapitalize="characters"
        value={written}
        onInput={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      <Fault fault={fault} />
      <button type="submit" className="main wide" disabled={isBusy}>
        {isBusy ? words.signIn.sending : words.signIn.send}
      </button>
    </form>
  );
}
