import type { Consent } from "@sello/sdk/share";
import { useCallback, useEffect, useState } from "react";
import { fill } from "../../ui/fill.ts";
import type { Session } from "../api/session.ts";
import { Locked } from "../device/Locked.tsx";
import { openVault, type Vault } from "../device/vault.ts";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { toTitles } from "./describeClaims.ts";
import { Receipt } from "./Receipt.tsx";
import { keptReceipts } from "./receipt.ts";
import type { DocumentType } from "./useTypes.ts";

type Props = { readonly session: Session; readonly types: readonly DocumentType[] };
type State =
  | { readonly is: "none" }
  | { readonly is: "locked"; readonly vault: Vault }
  | { readonly is: "there"; readonly consents: readonly Consent[] };

/** Files and answers: the service does not know of them, this device has their receipts. */
export function HandedOver({ session, types }: Props) {
  const { words } = useWords();
  const texts = words.sharing;
  const [state, setState] = useState<State>({ is: "none" });
  const look = useCallback(async () => {
    const vault = await openVault();
    if (vault.account !== session.account) return;
    if (!vault.isOpen) return setState({ is: "locked", vault });
    setState({ is: "there", consents: await keptReceipts(vault) });
  }, [session.account]);
  useEffect(() => {
    // A browser that refuses its storage keeps none.
    look().catch(() => undefined);
  }, [look]);
  if (state.is === "none" || (state.is === "there" && state.consents.length === 0)) return null;
  return (
    <section aria-labelledby="handed-title">
      <h2 id="handed-title">{texts.handedTitle}</h2>
      <p>{texts.handedLead}</p>
      {state.is === "locked" ? (
        <Locked vault={state.vault} opened={() => void look()} />
      ) : (
        <ul className="entries">
          {state.consents.map((consent) => (
            <li key={consent.recordId}>
              <Entry consent={consent} types={types} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type EntryProps = { readonly consent: Consent; readonly types: readonly DocumentType[] };

function Entry({ consent, types }: EntryProps) {
  const { words, language } = useWords();
  const texts = words.sharing;
  const { recordId, method, what, recipient, purpose, madeAt, endsAt } = consent;
  const type = types.find(({ vct }) => vct === what.type);
  const claims = toTitles(type, what.claims, language).join(texts.listSeparator);
  const lines = [
    fill(texts.claims, { claims }),
    ...(recipient === null ? [] : [fill(texts.audience, { audience: recipient })]),
    ...(purpose === null ? [] : [fill(texts.purpose, { purpose })]),
  ];
  const until =
    endsAt === null ? "" : ` · ${fill(texts.endsAt, { time: toMoment(endsAt, language) })}`;
  return (
    <article aria-labelledby={`receipt-${recordId}`}>
      <p>
        <strong id={`receipt-${recordId}`}>
          <bdi>{type?.title[language] ?? what.type}</bdi>
        </strong>{" "}
        <span className="tag">{method === "file" ? texts.asFile : texts.asAnswer}</span>
      </p>
      {lines.map((line) => (
        <p key={line}>
          <bdi>{line}</bdi>
        </p>
      ))}
      <p className="hint">
        {toMoment(madeAt, language)}
        {until}
      </p>
      <Receipt consent={consent} />
    </article>
  );
}
