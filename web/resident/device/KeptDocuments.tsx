import { useEffect, useState } from "react";
import { fill } from "../../ui/fill.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { Claims } from "../document/Claims.tsx";
import { Facts } from "../document/Facts.tsx";
import { Issuer } from "../document/Issuer.tsx";
import { Seal } from "../document/Seal.tsx";
import { describeState } from "../documents/describeState.ts";
import { ResidentCard } from "../documents/ResidentCard.tsx";
import { StateMark } from "../documents/StateMark.tsx";
import { forWhom } from "../mandates/forWhom.ts";
import { Fault } from "../parts/Fault.tsx";
import { Loading } from "../parts/Loading.tsx";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { inTurn } from "./inTurn.ts";
import { refreshKept } from "./keepDocument.ts";
import { isUnused, type Kept } from "./kept.ts";
import type { Vault } from "./vault.ts";

type Props = {
  readonly vault: Vault;
  /** Null: nobody is signed in, or there is no network. */
  readonly session: Session | null;
  readonly changed: () => void;
};

/** Whether this session may ask for what the vault keeps. */
const canAsk = (vault: Vault, session: Session | null): boolean =>
  session !== null && session.account === vault.account && session.level !== "code";

/** The documents on this device, with how old each is; refreshed by themselves while one is signed in. */
export function KeptDocuments({ vault, session, changed }: Props) {
  const { words } = useWords();
  const [all, setAll] = useState<readonly Kept[] | null>(null);
  const read = async () => setAll(await vault.all());
  const refreshing = useAct(async () => {
    await inTurn(async () => {
      for (const kept of await vault.all()) await refreshKept(vault, kept);
    });
    await read();
  });
  const isAsking = canAsk(vault, session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each vault and session
  useEffect(() => {
    void read().then(() => (isAsking ? refreshing.run() : false));
  }, [vault, isAsking]);
  if (all === null) return <Loading />;
  return (
    <>
      {isAsking ? (
        <button
          type="button"
          className="quiet"
          disabled={refreshing.isBusy}
          onClick={() => void refreshing.run()}
        >
          {words.device.refresh}
        </button>
      ) : null}
      <Fault fault={refreshing.fault} />
      {all.length === 0 ? <p>{words.device.none}</p> : null}
      <ul className="cards">
        {all.map((kept) => (
          <li key={kept.document.id}>
            <KeptItem
              kept={kept}
              remove={async () => {
                await inTurn(() => vault.remove(kept.document.id));
                await read();
                changed();
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type ItemProps = { readonly kept: Kept; readonly remove: () => Promise<void> };

function KeptItem({ kept: { document, at, copies }, remove }: ItemProps) {
  const { words, language } = useWords();
  const removing = useAct(remove);
  const told = describeState(document, words, language, serverNow());
  const unused = copies.filter((copy) => isUnused(copy, serverNow()));
  const whose = forWhom(document.mandate, words);
  const sealing = unused.filter(({ proof }) => proof === null).length;
  return (
    <article className={told.isEnded ? "item faded" : "item"}>
      <ResidentCard document={document} claims={document.claims} />
      <p className="told">
        <StateMark told={told} />
      </p>
      {whose === null ? null : (
        <p>
          <bdi>{whose}</bdi>
        </p>
      )}
      <p className="hint">
        {fill(words.device.asOf, { time: toMoment(at, language) })} ·{" "}
        {fill(words.device.unused, { count: unused.length })}
        {sealing === 0 ? "" : ` · ${fill(words.device.sealingCopies, { count: sealing })}`}
      </p>
      <details>
        <summary>{words.document.says}</summary>
        <Claims claims={document.claims} />
        <Issuer authority={document.authority} />
        <Seal seal={document.seal} />
        <Facts document={document} />
      </details>
      <button
        type="button"
        className="quiet"
        disabled={removing.isBusy}
        onClick={() => void removing.run()}
      >
        {words.device.remove}
      </button>
    </article>
  );
}
