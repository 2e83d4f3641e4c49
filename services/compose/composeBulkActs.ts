import type { ApiKeys } from "../accounts/ApiKeys.ts";
import { mayDo } from "../accounts/sessions/officerRights.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import { callerIdOf, officerOf } from "../http/Caller.ts";
import { BulkActRunner } from "../issuing/bulk/BulkActRunner.ts";
import { BulkActs } from "../issuing/bulk/BulkActs.ts";
import { PgBulkActs } from "../issuing/bulk/PgBulkActs.ts";
import { Reaches } from "../issuing/selection/Reaches.ts";
import type { Database } from "../platform/database/Database.ts";
import { NotFound } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { PgStatusStore } from "../status/PgStatusStore.ts";
import type { Statuses } from "../status/Statuses.ts";
import { Tellings } from "../status/Tellings.ts";
import type { IssuingParts } from "./composeIssuing.ts";

type Context = {
  readonly database: Database;
  readonly logger: Logger;
  readonly issuingParts: IssuingParts;
  readonly statuses: Statuses;
  readonly audit: AuditLog;
  readonly apiKeys: Pick<ApiKeys, "get">;
};

/** What keys and people reach, acts on many documents, and the loop that carries these out. */
export function composeBulkActs(context: Context) {
  const { database, logger, issuingParts, statuses, audit, apiKeys } = context;
  const { registry, types, documents } = issuingParts;
  const store = new PgBulkActs(database);
  const reaches = new Reaches({ database, registry, apiKeys });
  const isGoodKey = async (id: string | null) => {
    try {
      return id !== null && (await apiKeys.get(id)).revokedAt === null;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  };
  const { loop } = new BulkActRunner({
    store,
    documents,
    statuses,
    tellings: new Tellings({ store: new PgStatusStore(database), registry, audit }),
    audit,
    logger,
    mayGoOn: async (actor, authority) => {
      const account = officerOf(actor);
      if (account === null) return isGoodKey(callerIdOf(actor));
      return mayDo(registry, account, authority, "revoke");
    },
  });
  const onChange = () => loop.wake();
  const bulkActs = new BulkActs({ store, reaches, types, statuses, registry, audit, onChange });
  return { store, reaches, bulkActs, loop };
}
