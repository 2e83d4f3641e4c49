import { DocumentDrafter } from "../issuing/DocumentDrafter.ts";
import { IssuingRight } from "../issuing/IssuingRight.ts";
import { PgImportStore } from "../issuing/imports/PgImportStore.ts";
import { SegmentProcessor } from "../issuing/imports/SegmentProcessor.ts";
import { PgDocumentStore } from "../issuing/PgDocumentStore.ts";
import { RecordDigests } from "../issuing/RecordDigests.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { RegistryService } from "../registry/RegistryService.ts";
import { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { deriveSecret } from "../signing/deriveSecret.ts";
import { PgSealedKeyStore } from "../signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../signing/SealedKeys.ts";
import { SealedSigner } from "../signing/SealedSigner.ts";
import { PgStatusPlaces } from "../status/PgStatusPlaces.ts";
import { PlacesAhead } from "../status/PlacesAhead.ts";

export type IssuingContext = {
  readonly database: Database;
  readonly publicUrl: string;
  readonly sealingSecret: string;
  readonly typesDirectory: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
};

export const openKeys = (database: Database, secret: string): Promise<SealedKeys> =>
  SealedKeys.open({ store: new PgSealedKeyStore(database), secret });

/** What issuing needs, built alike in the main thread and in every import thread. */
export function composeIssuing(context: IssuingContext, keys: SealedKeys) {
  const { database, publicUrl, clock, logger } = context;
  const registry = new RegistryService({
    events: new PgRegistryEvents(database),
    publicUrl,
    logger,
  });
  const types = new FileDocumentTypes({
    publicUrl,
    directories: context.typesDirectory === null ? [] : [context.typesDirectory],
  });
  const signer = new SealedSigner({ registry, keys, clock });
  const documents = new PgDocumentStore(database);
  const imports = new PgImportStore(database);
  const places = new PlacesAhead(new PgStatusPlaces(database));
  const digests = new RecordDigests(deriveSecret(context.sealingSecret, "record-digests"));
  const drafter = new DocumentDrafter({ types, digests, publicUrl });
  const right = new IssuingRight({ registry, types, signer, store: documents, clock });
  const processor = new SegmentProcessor({ places, documents, imports, drafter, right });
  return { registry, types, signer, documents, imports, places, drafter, right, processor };
}

export type IssuingParts = ReturnType<typeof composeIssuing>;
