import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import { PgDigests } from "../issuing/PgDigests.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import type { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import { PgSealedKeyStore } from "../signing/PgSealedKeyStore.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import type { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import { GoverningActs } from "../turnover/GoverningActs.ts";
import { ChainAccountTurnover } from "../turnover/kinds/ChainAccountTurnover.ts";
import { DigestSecretTurnover } from "../turnover/kinds/DigestSecretTurnover.ts";
import { LogKeyTurnover } from "../turnover/kinds/LogKeyTurnover.ts";
import { NoteKeyDistrust } from "../turnover/kinds/NoteKeyDistrust.ts";
import { SealingSecretTurnover } from "../turnover/kinds/SealingSecretTurnover.ts";
import { SigningKeyDistrust } from "../turnover/kinds/SigningKeyDistrust.ts";
import { SigningKeyTurnover } from "../turnover/kinds/SigningKeyTurnover.ts";
import {
  type OfficeSuccessors,
  TrustSignerTurnover,
} from "../turnover/kinds/TrustSignerTurnover.ts";
import { type WitnessOpener, WitnessTurnover } from "../turnover/kinds/WitnessTurnover.ts";
import type { MigrationNetwork } from "../turnover/migration/MigrationNetwork.ts";
import { MigrationTurnover } from "../turnover/migration/MigrationTurnover.ts";
import { PgMigration } from "../turnover/migration/PgMigration.ts";
import type { OfficersDesk } from "../turnover/OfficersDesk.ts";
import { PgSenders } from "../turnover/PgSenders.ts";
import { PgTurnoverStore } from "../turnover/PgTurnoverStore.ts";
import type { PublishedTrust } from "../turnover/PublishedHead.ts";
import type { TurnoverKind } from "../turnover/Turnover.ts";
import { TurnoverRunner } from "../turnover/TurnoverRunner.ts";
import { Turnovers } from "../turnover/Turnovers.ts";
import type { AnchoringContext } from "./composeAnchoring.ts";
import type { IssuingParts } from "./composeIssuing.ts";
import type { DeploymentParts } from "./startLedger.ts";

export type TurnoversContext = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly issuingParts: IssuingParts;
  readonly keys: SealedKeys;
  readonly ledgerParts: DeploymentParts;
  readonly keyFile: SealingKeyFile;
  readonly terms: NetworkTerms;
  readonly logOrigin: string;
  readonly witnesses: AnchoringContext["witnesses"];
  /** Those who sign trust lists. */
  readonly offices: OfficeSuccessors;
  /** Makes witnesses; null where they are others' processes. */
  readonly opener: WitnessOpener | null;
  /** Where governing acts are signed. */
  readonly desk: (changes: RegistryChanges) => OfficersDesk;
  /** The deployments, for a migration. */
  readonly migration: MigrationNetwork;
};

/** Changes of keys, accounts, witnesses and secrets while the program runs, and the loop that advances them. */
export function composeTurnovers(
  context: TurnoversContext,
  parts: {
    readonly registryChanges: RegistryChanges;
    readonly audit: AuditLog;
    readonly trustLists: PublishedTrust;
  },
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
  const shared = {
    store: context.terms.store,
    terms: context.terms,
    checkpoints: new PgCheckpointStore(database),
    trust: parts.trustLists,
    clock,
    origin: context.logOrigin,
  };
  const { keys } = context;
  const { source: witnesses, quorums } = context.witnesses;
  const kinds = [
    new SigningKeyTurnover({ registry, signer, place: changes.place, acts, clock }),
    new LogKeyTurnover({ ...shared, keys, witnesses, quorums }),
    new WitnessTurnover({ ...shared, opener: context.opener }),
    new TrustSignerTurnover({ ...shared, offices: context.offices }),
    new ChainAccountTurnover({
      keys,
      senders: new PgSenders(database, context.ledgerParts.deployment.chain),
      registry,
      acts,
      chain: context.ledgerParts.chain,
      terms: context.terms,
      clock,
    }),
    new SealingSecretTurnover({ file: context.keyFile, store: new PgSealedKeyStore(database) }),
    new SigningKeyDistrust({ registry, acts, clock }),
    new NoteKeyDistrust(shared),
    new DigestSecretTurnover({
      store: new PgDigests(database),
      digests: issuingParts.digests,
      opener: issuingParts.opener,
      secrets: issuingParts.secrets,
      types: issuingParts.types,
      clock,
    }),
    new MigrationTurnover(migration),
  ] as const;
  const all = kinds as readonly unknown[] as readonly TurnoverKind[];
  const runner = new TurnoverRunner({ store, kinds: all, audit, logger });
  const onChange = () => runner.loop.wake();
  const turnovers = new Turnovers({ store, kinds: all, acts, registry, audit, onChange });
  return { turnovers, loop: runner.loop };
}
