import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { loadSession } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { useNow } from "../app/useNow.ts";
import { Fault } from "../parts/Fault.tsx";
import { toCountdown } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

/** A code by which an officer at a desk finds this session, after seeing the person's card. */
export function DeskCode() {
  const { words } = useWords();
  const [shown, setShown] = useState<Output<"createDeskCode"> | null>(null);
  const making = useAct(async () => setShown(await client.createDeskCode()));
  const looking = useAct(() => loadSession());
  return (
    <div className="desk">
      <p>{words.join.other}</p>
      {shown === null ? null : <Shown code={shown} />}
      <div className="acts">
        <button
          type="button"
          className="quiet"
          disabled={making.isBusy}
          onClick={() => void making.run()}
        >
          {words.join.desk}
        </button>
        {shown === null ? null : (
          <button
            type="button"
            className="quiet"
            disabled={looking.isBusy}
            onClick={() => void looking.run()}
          >
            {words.join.check}
          </button>
        )}
      </div>
      <Fault fault={making.fault} />
    </div>
  );
}

function Shown({ code: { code, endsAt } }: { readonly code: Output<"createDeskCode"> }) {
  const { words } = useWords();
  const left = endsAt - useNow();
  if (left <= 0) return <p className="notice">{words.join.deskOver}</p>;
  return (
    <div className="panel">
      <p>{words.join.deskCode}</p>
      <p className="desk-code" role="status">{`${code.slice(0, 4)} ${code.slice(4)}`}</p>
      <p className="hint">{fill(words.join.deskLeft, { time: toCountdown(left) })}</p>
    </div>
  );
}
