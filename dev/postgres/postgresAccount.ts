import { StartError } from "../../services/platform/errors.ts";
import { type Account, findAccount, makeAccount } from "../../services/platform/systemAccount.ts";

const defaultName = "postgres";

/**
 * PostgreSQL refuses to run as root, so root runs it as an account of its own: `postgres`, made here if the machine
 * has none, or the one that is named. None when we are not root, for then the server is ours. An account that others
 * share, such as `nobody`, is never taken unasked: every program that runs as it could read the files.
 * Throws `StartError` `database.account_missing`.
 */
export function postgresAccount(chosen: string | null = null): Account | null {
  if (process.getuid?.() !== 0) return null;
  const name = chosen ?? defaultName;
  if (findAccount(name) === null && chosen === null) makeAccount(name);
  const account = findAccount(name);
  if (account !== null && account.uid !== 0) return account;
  throw new StartError(
    "database.account_missing",
    `PostgreSQL may not run as root, and this machine has no account "${name}" for it, and none could be made (by useradd or adduser). Start Sello as an ordinary user, make that account, or name another without root's powers with SELLO_DATABASE_ACCOUNT.`,
    { account: name },
  );
}
