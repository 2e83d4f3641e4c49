import { fill } from "../../ui/fill.ts";
import { useAnnouncedWallets, type Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { client } from "../api/client.ts";
import { beginSession } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { signWithWallet } from "../wallet/signWithWallet.ts";
import { useWords } from "../words/useWords.ts";

/** For who has linked a wallet; where the browser has none, nothing is shown. */
export function WalletButtons() {
  const { words } = useWords();
  const { wallets } = useAnnouncedWallets();
  const { isBusy, fault, run } = useAct(async (wallet: Wallet) => {
    const { id, signature } = await signWithWallet(wallet, (address) =>
      client.beginResidentWalletSignIn({ body: { address } }),
    );
    beginSession(await client.giveResidentWallet({ params: { id }, body: { signature } }));
  });
  return (
    <>
      {wallets.map(({ info: { uuid, name }, provider }) => (
        <button
          key={uuid}
          type="button"
          className="quiet wide"
          disabled={isBusy}
          onClick={() => void run(provider)}
        >
          {isBusy ? words.wallets.inWallet : fill(words.wallets.signIn, { name })}
        </button>
      ))}
      <Fault fault={fault} />
    </>
  );
}
