import { toHex } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { type ChainNumber, firstChain } from "../deployment/Deployment.ts";
import { ChainError } from "../errors.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import type { SenderRole } from "../Journal.ts";
import { type SenderAccounts, toAddressBytes } from "./SenderAccount.ts";

/**
 * Makes the journal know the sending accounts; before the first transaction is journalled, and again at
 * every start. A new account's nonces begin where the chain says. Throws `ChainError`
 * (`chain.sender_changed`) if a role was numbered for another account.
 */
export async function registerSenders(
  database: Queryable,
  chain: Pick<EvmChain, "nextNonce">,
  accounts: SenderAccounts,
  number: ChainNumber = firstChain,
): Promise<void> {
  for (const role of ["anchor", "status", "relay"] as const satisfies readonly SenderRole[]) {
    const { address } = accounts[role];
    const { rows } = await database.query<{ address: Buffer }>(
      "select address from chain_senders where chain = $1 and role = $2",
      [number, role],
    );
    const registered = rows[0] && toHex(rows[0].address);
    if (registered === undefined) {
      const nonce = await chain.nextNonce(address);
      await database.query(
        `insert into chain_senders (address, role, next_nonce, chain) values ($1, $2, $3, $4)
         on conflict (chain, role) do nothing`,
        [toAddressBytes(address), role, nonce, number],
      );
    } else if (registered !== address.toLowerCase()) {
      throw new ChainError("chain.sender_changed", "The role's account is another one.", {
        role,
        address,
        registered,
      });
    }
  }
}
