import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { beginSession } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { useNow } from "../app/useNow.ts";
import { CodeEntry } from "../parts/CodeEntry.tsx";
import { Fault } from "../parts/Fault.tsx";
import { toCountdown } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import type { Sent } from "./NumberForm.tsx";

type Props = { readonly sent: Sent; readonly other: () => void };

/** The code, and what to do when none comes. */
export function CodeForm({ sent, other }: Props) {
  const { words } = useWords();
  const now = useNow();
  const [current, setCurrent] = useState(sent);
  const [isResent, setResent] = useState(false);
  const resending = useAct(async () => {
    const again = await client.resendResidentCode({ params: { id: current.id } });
    setCurrent({ ...current, ...again });
    setResent(true);
  });
  const { code } = words;
  const params = { id: current.id };
  const wait = current.resendAt - now;
  return (
    <>
      <CodeEntry
        lead={fill(current.way === "phone" ? code.sentPhone : code.sentCard, current)}
        endsAt={current.endsAt}
        give={async (digits) =>
          beginSession(await client.giveResidentCode({ params, body: { code: digits } }))
        }
      />
      <div className="acts">
        {wait > 0 ? (
          <p className="hint">{fill(code.resendIn, { time: toCountdown(wait) })}</p>
        ) : (
          <button
            type="button"
            className="quiet"
            disabled={resending.isBusy}
            onClick={() => void resending.run()}
          >
            {code.resend}
          </button>
        )}
        <button type="button" className="quiet" onClick={other}>
          {code.other}
        </button>
      </div>
      <p className="said" role="status">
        {isResent && wait > 0 ? code.resent : ""}
      </p>
      <Fault fault={resending.fault} />
      <p className="hint">{code.none}</p>
    </>
  );
}
