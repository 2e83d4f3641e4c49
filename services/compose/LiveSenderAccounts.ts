import type { SenderRole } from "../ledger/Journal.ts";
import type { SenderAccount, SenderAccounts } from "../ledger/journal/SenderAccount.ts";
import type { Database } from "../platform/database/Database.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";

const roles = ["anchor", "status", "relay"] as const satisfies readonly SenderRole[];

type Found = { readonly role: SenderRole; readonly name: string };

/** The sealed keys of the accounts that play the roles now, by their addresses. */
const registeredQuery = `
  select s.role, k.name from chain_senders s
  join sealed_keys k on k.kind = 'secp256k1'
    and lower(k.public ->> 'address') = '0x' || encode(s.address, 'hex')
  where s.role = any($1) and s.chain = coalesce(
    (select chain from deployments where state = 'open'), s.chain)`;

/** The accounts with which we send: those that are registered now, or the first ones before any is. */
export class LiveSenderAccounts implements SenderAccounts {
  readonly #database: Database;
  readonly #keys: SealedKeys;
  #accounts: SenderAccounts;

  private constructor(database: Database, keys: SealedKeys, accounts: SenderAccounts) {
    this.#database = database;
    this.#keys = keys;
    this.#accounts = accounts;
  }

  static async open(database: Database, keys: SealedKeys): Promise<LiveSenderAccounts> {
    return new LiveSenderAccounts(database, keys, await load(database, keys));
  }

  get anchor(): SenderAccount {
    return this.#accounts.anchor;
  }

  get status(): SenderAccount {
    return this.#accounts.status;
  }

  get relay(): SenderAccount {
    return this.#accounts.relay;
  }

  /** To be called when an account may have followed another. */
  async refresh(): Promise<void> {
    this.#accounts = await load(this.#database, this.#keys);
  }
}

async function load(database: Database, keys: SealedKeys): Promise<SenderAccounts> {
  const { rows } = await database.query<Found>(registeredQuery, [roles]);
  const names = new Map(rows.map(({ role, name }) => [role, name]));
  const nameOf = (role: SenderRole) => names.get(role) ?? `account/${role}`;
  await keys.requireHeld(roles.map(nameOf));
  const open = (role: SenderRole) => keys.createOrLoad(nameOf(role), "secp256k1");
  return { anchor: await open("anchor"), status: await open("status"), relay: await open("relay") };
}
