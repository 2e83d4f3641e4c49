import { useCallback, useEffect, useState } from "react";
import type { Session } from "../../api/session.ts";
import type { Draft } from "../../device/drafts.ts";
import { heldSecret } from "../../device/heldSecret.ts";
import { inTurn } from "../../device/inTurn.ts";
import { openVault, type Vault } from "../../device/vault.ts";

export type Drafts =
  /** `none`: this device keeps nothing for this account. */
  | { readonly is: "opening" | "none" }
  | { readonly is: "locked"; readonly vault: Vault; readonly hasDrafts: boolean }
  | { readonly is: "open"; readonly vault: Vault; readonly drafts: readonly Draft[] };

/** The drafts on this device, and how they are looked at again. @param session null: there is no network to ask who is signed in */
export function useDrafts(session: Session | null): readonly [Drafts, () => Promise<void>] {
  const [drafts, setDrafts] = useState<Drafts>({ is: "opening" });
  const account = session?.account ?? null;
  const look = useCallback(async () => {
    setDrafts(await find(account).catch(() => ({ is: "none" as const })));
  }, [account]);
  useEffect(() => void look(), [look]);
  return [drafts, look];
}

async function find(account: string | null): Promise<Drafts> {
  const vault = await openVault();
  if (vault.account === null || (account !== null && vault.account !== account))
    return { is: "none" };
  // The prompt that signed in unlocks, too: there is no other one for it.
  const held = heldSecret();
  if (!vault.isOpen && held !== null) await vault.unlock(held);
  if (!vault.isOpen) return { is: "locked", vault, hasDrafts: await vault.hasDrafts() };
  // A page that was closed just now may still be keeping one.
  return { is: "open", vault, drafts: await inTurn(() => vault.drafts(), "sello-drafts") };
}
