import type { AuditLog } from "../audit/AuditLog.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import type { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import { GoverningActs } from "../turnover/GoverningActs.ts";
import { SigningKeyTurnover } from "../turnover/kinds/SigningKeyTurnover.ts";
import type { MigrationNetwork } from "../turnover/migration/MigrationNetwork.ts";
import { MigrationTurnover } from "../turnover/migration/MigrationTurnover.ts";
import { PgMigration } from "../turnover/migration/PgMigration.ts";
import type { OfficersDesk } from "../turnover/OfficersDesk.ts";
import { PgTurnoverStore } from "../turnover/PgTurnoverStore.ts";
import type { TurnoverKind } from "../turnover/Turnover.ts";
import { TurnoverRunner } from "../turnover/TurnoverRunner.ts";
import { Turnovers } from "../turnover/Turnovers.ts";
import type { IssuingParts } from "./composeIssuing.ts";

export type TurnoversContext = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly issuingParts: IssuingParts;
  /** Where governing acts are signed. */
  readonly desk: (changes: RegistryChanges) => OfficersDesk;
  /** The deployments, for a migration. */
  readonly migration: MigrationNetwork;
};

/** Changes of keys, accounts, witnesses and secrets while the program runs, and the loop that advances them. */
export function composeTurnovers(
  context: TurnoversContext,
  parts: { readonly registryChanges: RegistryChanges; readonly audit: AuditLog },
): { readonly turnovers: Turnovers; readonly loop: Loop } {
  const { database, clock, logger, issuingParts } = context;
  const { registry, signer } = issuingParts;
  const { registryChanges: changes, audit } = parts;
  const store = new PgTurnoverStore(database);
  const acts = new GoverningActs({ desk: context.desk(changes), changes });
  const migration = {
    network: context.migration,
    deployments: new PgDeployments(database),
    store: new PgMigration(database),
    clock,
  };
  const kinds = [
    new SigningKeyTurnover({ registry, signer, place: changes.place, acts, clock }),
    new MigrationTurnover(migration),
  ] as const;
  const all = kinds as readonly unknown[] as readonly TurnoverKind[];
  const runner = new TurnoverRunner({ store, kinds: all, audit, logger });
  const onChange = () => runner.loop.wake();
  const turnovers = new Turnovers({ store, kinds: all, acts, registry, audit, onChange });
  return { turnovers, loop: runner.loop };
}
