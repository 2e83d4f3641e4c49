import { useMutation } from "@tanstack/react-query";
import type { Wallet } from "../../../ui/wallets/useAnnouncedWallets.ts";
import { setCsrfToken } from "../acting.ts";
import { client } from "../client.ts";
import { changeSession } from "../queryClient.ts";
import { noteEnd } from "../sessionEnd.ts";
import { followWallet } from "../walletAccount.ts";

/** Asks the wallet for an account and for its signature under the service's message, and signs in with them. */
export function useSignIn() {
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      noteEnd(null);
      setCsrfToken(session.csrfToken);
      changeSession(session);
    },
  });
}

async function signIn(wallet: Wallet) {
  const accounts = await wallet.request({ method: "eth_requestAccounts" });
  const account = Array.isArray(accounts) ? String(accounts[0] ?? "") : "";
  // Both only here: what writes the message brings a hash function along.
  const [asked, { toSignInMessage }] = await Promise.all([
    client.beginSignIn(),
    import("../toSignInMessage.ts"),
  ]);
  const message = toSignInMessage(asked, account);
  const signature = String(
    await wallet.request({ method: "personal_sign", params: [toHexText(message), account] }),
  );
  const session = await client.createSession({ body: { message, signature } });
  followWallet(wallet, account);
  return session;
}

const toHexText = (text: string): string =>
  `0x${Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
