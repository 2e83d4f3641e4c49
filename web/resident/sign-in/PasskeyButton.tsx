import { useEffect } from "react";
import { hasPasskeys } from "../../ui/passkey/askAuthenticator.ts";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { Icon } from "../parts/Icon.tsx";
import { hasAutofill } from "../passkey/authenticator.ts";
import { signInWithPasskey } from "../passkey/signIn.ts";
import { useWords } from "../words/useWords.ts";

let waiting: AbortController | null = null;

/** Browsers ask for one passkey at a time: the one that waits in a field makes room for the button's. */
async function signInNow(): Promise<void> {
  waiting?.abort();
  waiting = null;
  await signInWithPasskey();
}

/** Offers passkeys in the number's field, where the browser can, until the page is left. What fails there is not said. */
function useAutofill(): void {
  useEffect(() => {
    const controller = new AbortController();
    waiting = controller;
    const offer = async () => {
      if (!(await hasAutofill()) || controller.signal.aborted) return;
      await signInWithPasskey({ isAutofill: true, signal: controller.signal });
    };
    offer().catch(() => undefined);
    return () => controller.abort();
  }, []);
}

/** The first way in. */
export function PasskeyButton() {
  const { words } = useWords();
  const { isBusy, fault, run } = useAct(signInNow);
  useAutofill();
  if (!hasPasskeys()) return <p className="notice">{words.signIn.noPasskeys}</p>;
  return (
    <div className="passkey">
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        <Icon name="finger" />
        {isBusy ? words.signIn.passkeyWait : words.signIn.passkey}
      </button>
      <p className="hint">{words.signIn.passkeyHint}</p>
      <Fault fault={fault} />
    </div>
  );
}
