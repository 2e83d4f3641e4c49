import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useWords } from "../words/useWords.ts";
import { unlockVault } from "./unlockVault.ts";
import type { Vault } from "./vault.ts";

/** What is kept is locked: the way to open it. */
export function Locked({ vault, opened }: { readonly vault: Vault; readonly opened: () => void }) {
  const { words } = useWords();
  const { isBusy, fault, run } = useAct(async () => {
    if (!(await unlockVault(vault))) throw new Error("this passkey does not unlock it");
    opened();
  });
  return (
    <div className="panel narrow">
      <p>{words.device.locked}</p>
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        <Icon name="finger" />
        {words.device.unlock}
      </button>
      <Fault fault={fault} />
    </div>
  );
}
