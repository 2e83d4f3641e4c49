import type { Hex } from "@sello/sdk";
import { isPerson, type ManyAccounts } from "../../../registry/accounts/ManyAccount.ts";

/** Accounts that sign for accounts that sign: deeper is nobody's way of working. */
const depthMax = 4;

/**
 * Everybody who may have signed in as this account, lowercase: itself, or who signs for it. Each of the people of an account of
 * many counts, for a session does not tell which of them it was. A key that is an account's only signer is its person.
 */
export async function peopleBehind(
  accounts: ManyAccounts,
  account: Hex,
  depth = depthMax,
): Promise<ReadonlySet<Hex>> {
  const found = depth === 0 ? null : await accounts.find(account);
  if (found === null) return new Set([account]);
  const people = await Promise.all(
    found.signers.map(async (signer) => {
      if (isPerson(signer)) return [...(await peopleBehind(accounts, signer, depth - 1))];
      // The same key may sign for other accounts as well.
      return [signer];
    }),
  );
  return new Set([account, ...people.flat()]);
}
