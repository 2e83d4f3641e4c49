import type { Persons } from "../accounts/residents/joining/Persons.ts";
import type { ResidentLimits } from "../accounts/residents/ResidentLimits.ts";
import type { ResidentSecrets } from "../accounts/residents/ResidentSecrets.ts";
import type { IdentityOffices } from "../accounts/residents/registered/IdentityOffices.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { PersonDocuments } from "../wallet/documents/PersonDocuments.ts";
import type { Holder } from "../wallet/Holder.ts";
import { DelegateCopies } from "../wallet/mandates/DelegateCopies.ts";
import { MandateDesk } from "../wallet/mandates/MandateDesk.ts";
import { MandateUpkeep } from "../wallet/mandates/MandateUpkeep.ts";
import { MyMandates } from "../wallet/mandates/MyMandates.ts";
import { PgMandates } from "../wallet/mandates/PgMandates.ts";
import { ReachedDocuments } from "../wallet/mandates/ReachedDocuments.ts";

export type MandatesContext = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secrets: ResidentSecrets;
  readonly limits: ResidentLimits;
  readonly offices: Pick<IdentityOffices, "require">;
  readonly names: Persons;
  readonly persons: PersonDocuments;
  readonly holder: Holder;
  readonly registry: Registry;
  readonly types: FileDocumentTypes;
  readonly statuses: Statuses;
  readonly audit: AuditLog;
};

/** Acting for another: what offices write down, and what residents may do by it. */
export function composeMandates(context: MandatesContext) {
  const { database, secrets, clock, names } = context;
  const store = new PgMandates(database, secrets);
  const shared = { ...context, store, persons: names };
  return {
    store,
    desk: new MandateDesk(shared),
    mine: new MyMandates(shared),
    reached: new ReachedDocuments({ ...context, mandates: store }),
    copies: new DelegateCopies({ store, persons: names, clock }),
    loops: [new MandateUpkeep(shared).loop],
  };
}
