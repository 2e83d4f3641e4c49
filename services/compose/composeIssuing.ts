import { DocumentOpener } from "../issuing/atRest/DocumentOpener.ts";
import type { LiveDigestSecrets } from "../issuing/DigestGenerations.ts";
import { DocumentDrafter } from "../issuing/DocumentDrafter.ts";
import { IssuingRight } from "../issuing/IssuingRight.ts";
import { type FileKeys, PgFileKeys } from "../issuing/imports/held/FileKeys.ts";
import { PgHeldRows } from "../issuing/imports/held/PgHeldRows.ts";
import { PgImportStore } from "../issuing/imports/PgImportStore.ts";
import { SegmentProcessor } from "../issuing/imports/SegmentProcessor.ts";
import { PgDocumentStore } from "../issuing/PgDocumentStore.ts";
import { RecordDigests, type RecordNaming } from "../issuing/RecordDigests.ts";
import { RequestDigests } from "../issuing/RequestDigests.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { RegistryService } from "../registry/RegistryService.ts";
import { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { PublishedTypes } from "../registry/types/published/PublishedTypes.ts";
import { AuthorityKeys } from "../signing/AuthorityKeys.ts";
import { type DocumentSigner, SealedDocumentSigner } from "../signing/DocumentSigner.ts";
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

/** What names, signs and wraps: here, or in another process. */
type Naming = {
  readonly documentSigner: DocumentSigner;
  readonly digests: RecordNaming;
  readonly fileKeys: FileKeys;
};

/** What issuing needs, built alike where the keys are and where files are read. */
export function composeIssuing<Names extends Naming>(
  context: IssuingContext,
  toNaming: (registry: RegistryService) => Names,
) {
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
  const published = new PublishedTypes({ database, types, logger });
  const documents = new PgDocumentStore(database);
  const imports = new PgImportStore(database);
  const places = new PlacesAhead(new PgStatusPlaces(database));
  const naming = toNaming(registry);
  const { digests, documentSigner: signer, fileKeys: keys } = naming;
  const drafter = new DocumentDrafter({ types, digests, publicUrl });
  const right = new IssuingRight({ registry, types, signer, store: documents, clock });
  const processor = new SegmentProcessor({ places, documents, imports, drafter, right, keys });
  /** What follows what others write: to be started wherever this is built. */
  const following = [registry.loop, published.loop];
  const parts = { registry, types, published, following };
  return { ...parts, documents, imports, places, drafter, right, processor, ...naming };
}

/** The same where the keys are, with all that opens them. */
export function composeWithKeys(
  context: IssuingContext & { readonly secrets: LiveDigestSecrets },
  keys: SealedKeys,
) {
  const { secrets, clock } = context;
  const authorityKeys = new AuthorityKeys(keys);
  const issuing = composeIssuing(context, (registry) => {
    const signer = new SealedSigner({ registry, keys, clock });
    const documentSigner = new SealedDocumentSigner(signer, authorityKeys);
    const fileKeys = new PgFileKeys(context.database, authorityKeys);
    return { signer, documentSigner, digests: new RecordDigests(secrets.of("records")), fileKeys };
  });
  return {
    ...issuing,
    secrets,
    requestDigests: new RequestDigests(secrets.of("requests")),
    authorityKeys,
    opener: new DocumentOpener(authorityKeys),
    heldRows: new PgHeldRows(context.database),
    /** What follows changes that other processes make. */
    loops: [...issuing.following, secrets.loop],
  };
}

export type IssuingParts = ReturnType<typeof composeWithKeys>;
