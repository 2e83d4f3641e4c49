import { useState } from "react";
import { saveFile } from "../../ui/saveFile.ts";
import { client } from "../api/client.ts";
import { noteEnd, type Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { openVault } from "../device/vault.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { Fault } from "../parts/Fault.tsx";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";

/** All of one's data as a file, and the end of the account. */
export function DataPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  return (
    <section className="narrow">
      <AccountHead title={words.data.title} />
      {session.level === "code" ? (
        <LevelPanel />
      ) : (
        <>
          <Save session={session} />
          <Erase />
        </>
      )}
    </section>
  );
}

/**
 * Receipts of files and answers, which this device alone has; null: it is locked. A browser that refuses its storage has none.
 */
async function receiptsHere({ account }: Session): Promise<readonly unknown[] | null> {
  const vault = await openVault().catch(() => null);
  if (vault?.account !== account) return [];
  if (!vault.isOpen) return null;
  const { keptReceipts, toReceiptFile } = await import("../sharing/receipt.ts");
  const files = await Promise.all((await keptReceipts(vault)).map(toReceiptFile));
  return files.map((file) => JSON.parse(file));
}

function Save({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const [said, say] = useState("");
  const { isBusy, fault, run } = useAct(async () => {
    say("");
    const here = await receiptsHere(session);
    const all = { ...(await client.exportMyAccount()), receiptsOfThisDevice: here ?? [] };
    const text = JSON.stringify(all, null, 2);
    saveFile(new Blob([text], { type: "application/json" }), "sello.json");
    say(here === null ? words.data.savedLocked : words.data.saved);
  });
  return (
    <div className="panel">
      <h2>{words.data.save}</h2>
      <p>{words.data.saveLead}</p>
      <button type="button" disabled={isBusy} onClick={() => void run()}>
        {words.data.save}
      </button>
      <p className="said" role="status">
        {said}
      </p>
      <Fault fault={fault} />
    </div>
  );
}

function Erase() {
  const { words } = useWords();
  const [isAsked, ask] = useState(false);
  const erasing = useAct(async () => {
    await client.eraseMyAccount();
    await openVault()
      .then((vault) => vault.clear())
      .catch(() => undefined);
    noteEnd("erased");
  });
  return (
    <div className="panel">
      <h2>{words.data.erase}</h2>
      {isAsked ? null : <p>{words.data.eraseLead}</p>}
      <Confirm
        act={words.data.erase}
        sure={words.data.eraseSure}
        question={words.data.erase}
        lead={words.data.eraseLead}
        isAsked={isAsked}
        ask={ask}
        doing={erasing}
      />
    </div>
  );
}
