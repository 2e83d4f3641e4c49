import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useWords } from "../words/useWords.ts";
import { unlockVault } from "./unlockVault.ts";
import type { Vault } from "./vault.ts";

type Props = {
  readonly vault: Vault;
  readonly opened: () => void;
  /** What is locked, where that is not simply what is kept. */
  readonly text?: string;
};

/** What is kept is locked: the way to open it. */
export function Locked({ vault, opened, text }: Props) {
  const { words } = useWords();
  const { isBusy, fault, run } = useAct(async () => {
    if (!(await unlockVault(vault))) throw new Error("this passkey does not unlock it");
    opened();
  });
  return (
    <div className="panel narrow">
      <p>{text ?? words.device.locked}</p>
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        <Icon name="finger" />
        {words.device.unlock}
      </button>
      <Fault fault={fault} />
    </div>
  );
}
