import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { useAnnouncedWallets, type Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { signWithWallet } from "../wallet/signWithWallet.ts";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";

type Linked = Output<"listWallets">["wallets"][number];

const forgetAll = () => forgetAnswers("wallets", "notices");

/** Wallets of the browser that are linked to the account: link one, take one off. */
export function WalletsPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const answer = useAnswer("wallets", () => client.listWallets());
  const isCode = session.level === "code";
  return (
    <section className="narrow">
      <AccountHead title={words.wallets.title} lead={words.wallets.lead} />
      {isCode ? <LevelPanel /> : null}
      <Loaded answer={answer}>
        {({ wallets }) => (
          <>
            {wallets.length === 0 ? <p className="notice">{words.wallets.none}</p> : null}
            <ul className="entries">
              {wallets.map((wallet) => (
                <li key={wallet.id}>
                  <Entry wallet={wallet} canRemove={!isCode} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {isCode ? <p className="hint">{words.wallets.needPasskey}</p> : <LinkOne />}
    </section>
  );
}

type EntryProps = { readonly wallet: Linked; readonly canRemove: boolean };

function Entry({ wallet: { id, address, linkedAt, lastUsedAt }, canRemove }: EntryProps) {
  const { words, language } = useWords();
  const texts = words.wallets;
  const [isAsked, ask] = useState(false);
  const removing = useAct(async () => {
    await client.unlinkWallet({ params: { id } });
    forgetAll();
  });
  const used =
    lastUsedAt === null ? "" : ` · ${fill(texts.used, { day: toDay(lastUsedAt, language) })}`;
  return (
    <>
      <p>
        <code className="address">{address}</code>
      </p>
      <p className="hint">
        {fill(texts.linked, { day: toDay(linkedAt, language) })}
        {used}
      </p>
      {canRemove ? (
        <Confirm
          act={texts.remove}
          question={texts.removeTitle}
          lead={texts.removeLead}
          isAsked={isAsked}
          ask={ask}
          doing={removing}
        />
      ) : null}
    </>
  );
}

function LinkOne() {
  const { words } = useWords();
  const { wallets, lookAgain } = useAnnouncedWallets();
  const linking = useAct(async (wallet: Wallet) => {
    const { id, signature } = await signWithWallet(wallet, (address) =>
      client.beginWalletLink({ body: { address } }),
    );
    await client.linkWallet({ params: { id }, body: { signature } });
    forgetAll();
  });
  return (
    <section className="panel" aria-labelledby="link-wallet">
      <h2 id="link-wallet">{words.wallets.link}</h2>
      <p className="hint">{words.wallets.linkLead}</p>
      {wallets.length === 0 ? (
        <>
          <p>{words.wallets.notFound}</p>
          <button type="button" className="quiet" onClick={lookAgain}>
            {words.wallets.lookAgain}
          </button>
        </>
      ) : (
        wallets.map(({ info: { uuid, name }, provider }) => (
          <button
            key={uuid}
            type="button"
            className="wide"
            disabled={linking.isBusy}
            onClick={() => void linking.run(provider)}
          >
            {linking.isBusy ? words.wallets.inWallet : fill(words.wallets.linkWith, { name })}
          </button>
        ))
      )}
      <Fault fault={linking.fault} />
    </section>
  );
}
