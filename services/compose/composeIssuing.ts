import { DocumentOpener } from "../issuing/atRest/DocumentOpener.ts";
import type { LiveDigestSecrets } from "../issuing/DigestGenerations.ts";
import { DocumentDrafter } from "../issuing/DocumentDrafter.ts";
import { IssuingRight } from "../issuing/IssuingRight.ts";
import { PgImportStore } from "../issuing/imports/PgImportStore.ts";
import { SegmentProcessor } from "../issuing/imports/SegmentProcessor.ts";
import { PgDocumentStore } from "../issuing/PgDocumentStore.ts";
import { RecordDigests } from "../issuing/RecordDigests.ts";
import { RequestDigests } from "../issuing/RequestDigests.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { RegistryService } from "../registry/RegistryService.ts";
import { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { AuthorityKeys } from "../signing/AuthorityKeys.ts";
import { SealedDocumentSigner } from "../signing/DocumentSigner.ts";
import type { KeyToken } from "../signing/KeyToken.ts";
import { PgSealedKeyStore } from "../signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../signing/SealedKeys.ts";
import { SealedSigner } from "../signing/SealedSigner.ts";
import type { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { PgStatusPlaces } from "../status/PgStatusPlaces.ts";
import { PlacesAhead } from "../status/PlacesAhead.ts";

export type IssuingContext = {
  readonly database: Database;
  readonly publicUrl: string;
  readonly secrets: LiveDigestSecrets;
  readonly typesDirectory: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * @param file read again when keys have been sealed with another secret
 * @param token where keys are made that it can hold
 */
export const openKeys = (
  database: Database,
  file: SealingKeyFile,
  token: KeyToken | null,
): Promise<SealedKeys> =>
  SealedKeys.open({ store: new PgSealedKeyStore(database), secret: () => file.read(), token });

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
  const digests = new RecordDigests(context.secrets.of("records"));
  const requestDigests = new RequestDigests(context.secrets.of("requests"));
  const drafter = new DocumentDrafter({ types, digests, publicUrl });
  const authorityKeys = new AuthorityKeys(keys);
  const documentSigner = new SealedDocumentSigner(signer, authorityKeys);
  const right = new IssuingRight({
    registry,
    types,
    signer: documentSigner,
    store: documents,
    clock,
  });
  const processor = new SegmentProcessor({ places, documents, imports, drafter, right });
  return {
    registry,
    types,
    signer,
    documents,
    imports,
    places,
    drafter,
    right,
    processor,
    digests,
    secrets: context.secrets,
    requestDigests,
    authorityKeys,
    opener: new DocumentOpener(authorityKeys),
    /** What follows changes that other processes make. */
    loops: [registry.loop, context.secrets.loop],
  };
}

export type IssuingParts = ReturnType<typeof composeIssuing>;
