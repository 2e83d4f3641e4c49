import { hasPasskeys } from "../../ui/passkey/askAuthenticator.ts";
import type { Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { keepPasskey, readPasskey } from "./rememberedPasskey.ts";

let opened: Promise<Wallet> | null = null;

/** Loaded when it is first asked: what makes signatures brings a hash function along. */
const wallet: Wallet = {
  async request(call) {
    opened ??= import("./PasskeyWallet.ts").then(({ PasskeyWallet }) => new PasskeyWallet());
    return (await opened).request(call);
  },
};

/** The passkey among the wallets, for which it needs a name that nobody else has. */
export const passkeyWallet = { info: { uuid: "sello-passkey", name: "Passkey" }, provider: wallet };

/** Null in browsers, and on pages, that have no passkeys. */
export const findPasskeyWallet = () => (hasPasskeys() ? passkeyWallet : null);

/** Whether a passkey was used here before, so that it may be asked to sign. */
export const isPasskeyKnown = (): boolean => hasPasskeys() && readPasskey() !== null;

/** The owner chooses again. */
export function forgetPasskey(): void {
  keepPasskey(null);
  opened = null;
}
