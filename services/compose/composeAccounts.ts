import type { Database } from "../platform/database/Database.ts";
import { OfficerAccounts } from "../registry/accounts/OfficerAccounts.ts";
import { PgOfficerAccounts } from "../registry/accounts/PgOfficerAccounts.ts";
import type { DeploymentParts } from "./startLedger.ts";

export type AccountsContext = {
  readonly database: Database;
  readonly ledgerParts: Pick<DeploymentParts, "journal" | "chain"> & {
    readonly deployment: Pick<DeploymentParts["deployment"], "chain">;
  };
};

/** Officers' accounts that are contracts, on the chain of the open deployment. */
export const composeAccounts = ({ database, ledgerParts }: AccountsContext): OfficerAccounts =>
  new OfficerAccounts({
    database,
    journal: ledgerParts.journal,
    chain: ledgerParts.chain,
    store: new PgOfficerAccounts(ledgerParts.deployment.chain),
  });
