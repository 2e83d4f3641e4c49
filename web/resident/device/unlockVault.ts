import { client } from "../api/client.ts";
import { askSecret, type PasskeySecret } from "../passkey/authenticator.ts";
import { heldSecret, noteSecret } from "./heldSecret.ts";
import type { Vault } from "./vault.ts";

/** Opens a vault that is locked, with the secret of the last prompt or a prompt of its own. @returns whether it is open */
export async function unlockVault(vault: Vault): Promise<boolean> {
  if (vault.isOpen) return true;
  const held = heldSecret();
  if (held !== null && (await vault.unlock(held))) return true;
  const asked = await askSecret(vault.credentials);
  noteSecret(asked);
  return asked !== null && vault.unlock(asked);
}

/** A secret to lock a new vault with; null: this browser or passkey has none. */
export async function findSecret(): Promise<PasskeySecret | null> {
  const held = heldSecret();
  if (held !== null) return held;
  const { passkeys } = await client.listPasskeys();
  const asked = await askSecret(passkeys.map(({ credential }) => credential));
  noteSecret(asked);
  return asked;
}
