import { useState } from "react";
import type { End } from "../api/session.ts";
import { Head } from "../parts/Head.tsx";
import { useWords } from "../words/useWords.ts";
import { CodeForm } from "./CodeForm.tsx";
import { DemoHint } from "./DemoHint.tsx";
import { NumberForm, type Sent, type Start } from "./NumberForm.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { WalletButtons } from "./WalletButtons.tsx";

type Props = { readonly end: End | null };

/** Three ways in: fingerprint or face first, then a code by phone number or by ID card number. */
export function SignInPage({ end }: Props) {
  const { words } = useWords();
  const [sent, setSent] = useState<Sent | null>(null);
  const [start, setStart] = useState<Start | null>(null);
  if (sent !== null)
    return (
      <section className="narrow">
        <Head title={words.code.title} />
        <CodeForm sent={sent} other={() => setSent(null)} />
        <DemoHint />
      </section>
    );
  return (
    <section className="narrow">
      <Head title={words.signIn.title} lead={words.signIn.lead} />
      {end === null ? null : (
        <p className="notice" role="status">
          {words.signIn[end]}
        </p>
      )}
      <PasskeyButton />
      <p className="or">
        <span>{words.signIn.or}</span>
      </p>
      <NumberForm key={start?.number} start={start} sent={setSent} />
      <WalletButtons />
      <p className="hint">{words.signIn.firstTime}</p>
      <DemoHint choose={setStart} />
    </section>
  );
}
