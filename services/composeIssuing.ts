import { DocumentDrafter } from "./credentials/DocumentDrafter.ts";
import { IssuingRight } from "./credentials/IssuingRight.ts";
import { SegmentProcessor } from "./credentials/imports/SegmentProcessor.ts";
import { RecordDigests } from "./credentials/RecordDigests.ts";
import { deriveSecret } from "./deriveSecret.ts";
import type { Clock } from "./domain/Clock.ts";
import type { Logger } from "./domain/Logger.ts";
import { FileDocumentTypes } from "./registry/FileDocumentTypes.ts";
import { SealedKeys } from "./registry/keys/SealedKeys.ts";
import { RegistryService } from "./registry/RegistryService.ts";
import { SealedSigner } from "./registry/SealedSigner.ts";
import { PlacesAhead } from "./status/PlacesAhead.ts";
import { PgDocumentStore } from "./storage/credentials/PgDocumentStore.ts";
import { PgImportStore } from "./storage/credentials/PgImportStore.ts";
import type { Database } from "./storage/Database.ts";
import { PgRegistryEvents } from "./storage/registry/PgRegistryEvents.ts";
import { PgSealedKeyStore } from "./storage/registry/PgSealedKeyStore.ts";
import { PgStatusPlaces } from "./storage/status/PgStatusPlaces.ts";

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
  const right = new IssuingRight({ registry, signer, store: documents, clock });
  const processor = new SegmentProcessor({ types, places, documents, imports, drafter, right });
  return { registry, types, signer, documents, imports, places, drafter, right, processor };
}

export type IssuingParts = ReturnType<typeof composeIssuing>;
