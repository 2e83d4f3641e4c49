import type { Hex } from "@sello/sdk";
import { hashMessage, recoverAddress, type Signature } from "viem";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import type { AccountContracts } from "./AccountContracts.ts";

/** What signatures of accounts that do not exist yet end with (ERC-6492). */
const undeployed = "6492".repeat(16);

const topBit = 1n << 255n;

/** Whose signature of a personal message (EIP-191) it is: an account's with a key, or a contract's. */
export class AccountSignatures {
  readonly #contracts: AccountContracts;

  constructor(contracts: AccountContracts) {
    this.#contracts = contracts;
  }

  /**
   * It is not the account's: `Forbidden` `sign_in.signature`. It is of an account that is yet to be deployed: `Conflict`
   * `sign_in.not_deployed`. An owner's own signature is never that of the account that they own with others.
   */
  async require(account: Hex, message: string, signature: Hex): Promise<void> {
    const hash = hashMessage(message);
    if ((await recover(hash, signature)) === account) return;
    if (!(await this.#contracts.isDeployed(account))) throw refuse(account, signature);
    if (!(await this.#contracts.isSigned(account, hash, signature))) throw notSigned(account);
  }
}

const notSigned = (account: Hex): Forbidden =>
  new Forbidden(
    "sign_in.signature",
    `The signature is not by ${account}. Choose in the wallet the account that the message names, and sign again.`,
  );

const refuse = (account: Hex, signature: Hex): Forbidden | Conflict =>
  signature.endsWith(undeployed)
    ? new Conflict(
        "sign_in.not_deployed",
        `There is no contract at ${account} yet. Deploy the account first, then sign in.`,
      )
    : notSigned(account);

/** The account whose key made it, lowercase; null where it is of no such form. */
async function recover(hash: Hex, signature: Hex): Promise<string | null> {
  const parts = readParts(signature);
  if (parts === null) return null;
  try {
    return (await recoverAddress({ hash, signature: parts })).toLowerCase();
  } catch {
    // No point of the curve has these numbers.
    return null;
  }
}

/** Wallets write v as 27 or 28, as 0 or 1 (Ledger), or into the top bit of s (EIP-2098). */
function readParts(signature: Hex): Signature | null {
  const bytes = (signature.length - 2) / 2;
  if (bytes !== 64 && bytes !== 65) return null;
  const last = BigInt(`0x${signature.slice(66, 130)}`);
  const v = bytes === 64 ? Number(last >> 255n) : Number.parseInt(signature.slice(130), 16);
  const yParity = v >= 27 ? v - 27 : v;
  if (yParity !== 0 && yParity !== 1) return null;
  const s = bytes === 64 ? last & (topBit - 1n) : last;
  return { r: signature.slice(0, 66) as Hex, s: `0x${s.toString(16).padStart(64, "0")}`, yParity };
}
