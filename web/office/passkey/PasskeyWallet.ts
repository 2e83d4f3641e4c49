import type { Hex } from "@sello/sdk";
import { hexToBytes, isHex, numberToHex, stringToHex } from "viem/utils";
import type { Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { client } from "../api/client.ts";
import {
  hashNested,
  hashOfOther,
  hashOwn,
  hashPersonal,
  isOfAccount,
  type PasskeyAccount,
  type SignedAssertion,
  type TypedData,
  toAccountSignature,
  toNestedSignature,
} from "./accountSignature.ts";
import { type Assertion, signWithPasskey } from "./authenticator.ts";
import { keepPasskey, readPasskey } from "./rememberedPasskey.ts";

type Call = Parameters<Wallet["request"]>[0];

type Connected = PasskeyAccount & { readonly id: string; readonly domain: string };

/** A fault of a wallet, with the codes of EIP-1193. */
class WalletFault extends Error {
  readonly code: number;

  constructor(code: 4100 | 4200, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A wallet (EIP-1193) whose one account is a contract that a passkey controls. It signs as that contract wants it, so that
 * who asks needs to know nothing of passkeys (docs/decisions/0193).
 */
export class PasskeyWallet {
  #connected: Promise<Connected> | null = null;

  async request({ method, params = [] }: Call): Promise<unknown> {
    switch (method) {
      case "eth_requestAccounts":
        return [(await this.#connect()).account];
      case "eth_accounts": {
        const remembered = readPasskey();
        return remembered === null ? [] : [remembered.account];
      }
      case "eth_chainId":
        return numberToHex((await client.getPasskeyTerms()).chainId);
      case "personal_sign":
        return this.#signMessage(String(params[0]), await this.#of(params[1]));
      case "eth_signTypedData_v4":
        return this.#signTypedData(params[1], await this.#of(params[0]));
      default:
        throw new WalletFault(4200, `A passkey does not do ${method}.`);
    }
  }

  async #signMessage(given: string, of: Connected): Promise<Hex> {
    const message = isHex(given) ? given : stringToHex(given);
    return toAccountSignature(of, await sign(of, hashPersonal(of, message)));
  }

  async #signTypedData(given: unknown, of: Connected): Promise<Hex> {
    const data = (typeof given === "string" ? JSON.parse(given) : given) as TypedData;
    if (isOfAccount(of, data)) return toAccountSignature(of, await sign(of, hashOwn(data)));
    if (data.primaryType === "TypedDataSign")
      return toAccountSignature(of, await sign(of, hashOfOther(of, data)));
    return toNestedSignature(of, data, await sign(of, hashNested(of, data)));
  }

  async #of(account: unknown): Promise<Connected> {
    const connected = await this.#connect();
    if (connected.account.toLowerCase() === String(account).toLowerCase()) return connected;
    throw new WalletFault(4100, "The passkey belongs to another account.");
  }

  /** The one that was used last here; the first time, the owner chooses. */
  #connect(): Promise<Connected> {
    this.#connected ??= connect().catch((error: unknown) => {
      this.#connected = null;
      throw error;
    });
    return this.#connected;
  }
}

async function connect(): Promise<Connected> {
  const terms = await client.getPasskeyTerms();
  const domain = terms.relyingParty.id;
  const id = readPasskey()?.id ?? (await choose(domain));
  const { account, signer } = await client.findPasskey({ body: { id } }).catch((error: unknown) => {
    keepPasskey(null);
    throw error;
  });
  keepPasskey({ id, account });
  return { id, account: account as Hex, signer: signer as Hex, chainId: terms.chainId, domain };
}

/** What is signed here proves nothing and goes nowhere: the browser says which passkey it is, and no more. */
async function choose(domain: string): Promise<string> {
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  return (await signWithPasskey(challenge, domain, null)).id;
}

async function sign({ id, domain }: Connected, hash: Hex): Promise<SignedAssertion> {
  const challenge = new Uint8Array(hexToBytes(hash));
  return toSigned(await signWithPasskey(challenge, domain, id));
}

const toSigned = ({ response }: Assertion): SignedAssertion => ({
  authenticatorData: new Uint8Array(response.authenticatorData),
  clientDataJSON: new Uint8Array(response.clientDataJSON),
  signature: new Uint8Array(response.signature),
});
