import { useState } from "react";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import { HandedOver } from "./HandedOver.tsx";
import { PasteRequest } from "./PasteRequest.tsx";
import type { Share } from "./receipt.ts";
import { ShareEntry } from "./ShareEntry.tsx";
import { type DocumentType, useTypes } from "./useTypes.ts";

/** What the reader has shown by links, and the way to answer who asks. */
export function SharesPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  return (
    <section className="narrow">
      <Head title={words.sharing.listTitle} lead={words.sharing.listLead} />
      {session.level === "code" ? <LevelPanel /> : <Shares session={session} />}
      <PasteRequest />
    </section>
  );
}

function Shares({ session }: { readonly session: Session }) {
  const answer = useAnswer("shares", () => client.listShares());
  const types = useTypes().content ?? [];
  return (
    <>
      <Loaded answer={answer}>
        {({ shares, next }) => (
          <Listed key={shares[0]?.id ?? ""} shares={shares} next={next} types={types} />
        )}
      </Loaded>
      <HandedOver session={session} types={types} />
    </>
  );
}

type Props = { readonly shares: readonly Share[]; readonly next: string | null };

function Listed({ shares, next, types }: Props & { readonly types: readonly DocumentType[] }) {
  const { words } = useWords();
  const [older, setOlder] = useState<Props>({ shares: [], next });
  const more = useAct(async () => {
    if (older.next === null) return;
    const page = await client.listShares({ query: { after: older.next } });
    setOlder({ shares: [...older.shares, ...page.shares], next: page.next });
  });
  if (shares.length === 0) return <p className="panel">{words.sharing.empty}</p>;
  return (
    <>
      <ul className="entries">
        {[...shares, ...older.shares].map((share) => (
          <li key={share.id}>
            <ShareEntry share={share} type={types.find(({ vct }) => vct === share.what.type)} />
          </li>
        ))}
      </ul>
      {older.next === null ? null : (
        <button
          type="button"
          className="quiet"
          disabled={more.isBusy}
          onClick={() => void more.run()}
        >
          {words.sharing.next}
        </button>
      )}
      <Fault fault={more.fault} />
    </>
  );
}
