import type { Output } from "@sello/api/client";
import { useEffect, useState } from "react";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { Fault } from "../parts/Fault.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { inTurn } from "./inTurn.ts";
import { keepDocument } from "./keepDocument.ts";
import { findSecret, unlockVault } from "./unlockVault.ts";
import { openVault } from "./vault.ts";

type Props = {
  readonly document: Output<"getMyDocument">;
  readonly session: Session;
  /** Told when it is kept. */
  readonly kept?: () => void;
};

/**
 * What the reader is asked first: `others`: that what is kept of another account goes; `unprotected`: that the browser
 * cannot lock it.
 */
type Question = "others" | "unprotected";
type Step = "ready" | Question | "kept";

/** What was agreed to when the button is pressed at a step. */
const agreedAt: Readonly<Record<Exclude<Step, "kept">, readonly Question[]>> = {
  ready: [],
  others: ["others"],
  unprotected: ["others", "unprotected"],
};

/** Puts a document on this device, for times without network. */
export function Keep({ document, session, kept }: Props) {
  const { words } = useWords();
  const [step, setStep] = useState<Step>("ready");
  useEffect(() => {
    void openVault()
      .then(async (vault) => vault.isOpen && (await vault.get(document.id)) !== null)
      .then((isKept) => isKept && setStep("kept"))
      .catch(() => undefined);
  }, [document.id]);
  const { isBusy, fault, run } = useAct(async (agreed: readonly Question[]) => {
    const vault = await openVault();
    if (vault.account !== session.account) {
      if (vault.account !== null && agreed.length === 0) return setStep("others");
      const secret = await findSecret();
      if (secret === null && !agreed.includes("unprotected")) return setStep("unprotected");
      await vault.begin(session.account, secret);
    } else if (!(await unlockVault(vault))) throw new Error("this passkey does not unlock it");
    // Browsers throw away first what nobody asked them to keep.
    await navigator.storage?.persist?.().catch(() => false);
    await inTurn(() => keepDocument(vault, document));
    setStep("kept");
    kept?.();
    forgetAnswers(`document ${document.id}`, "documents");
  });
  if (document.state !== "valid" && document.state !== "sealing") return null;
  if (step === "kept")
    return (
      <p className="notice good" role="status">
        {words.device.kept} <Link to={`${home}/device`}>{words.device.title}</Link>
      </p>
    );
  return (
    <>
      {step === "ready" ? null : (
        <div className="notice" role="alert">
          <p>{words.device[step]}</p>
          <p>{words.device.ask}</p>
        </div>
      )}
      <button type="button" disabled={isBusy} onClick={() => void run(agreedAt[step])}>
        <Icon name="device" />
        {isBusy ? words.device.keeping : words.document.keep}
      </button>
      <Fault fault={fault} />
    </>
  );
}
