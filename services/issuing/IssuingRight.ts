import type { AuthorityId } from "@sello/sdk";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { Forbidden } from "../platform/errors.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { IssuingObstacle, Registry } from "../registry/Registry.ts";
import type { DocumentType } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { DocumentSigner } from "../signing/DocumentSigner.ts";
import type { Sealing } from "./DocumentDrafter.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import type { Stream } from "./StoredDocument.ts";

/** An authority's right to issue a type now, ready to be used. */
export type OpenStream = {
  readonly stream: Stream;
  readonly sealing: Sealing;
  /** Streams of older versions of the type, in which the same records may be. */
  readonly older: readonly { readonly streamId: number; readonly type: DocumentType }[];
};

/** Answers whether an authority may issue a type now, and with what. */
export class IssuingRight {
  readonly #registry: Registry;
  readonly #types: FileDocumentTypes;
  readonly #signer: DocumentSigner;
  readonly #store: PgDocumentStore;
  readonly #clock: Clock;

  constructor(options: {
    registry: Registry;
    types: FileDocumentTypes;
    signer: DocumentSigner;
    store: PgDocumentStore;
    clock: Clock;
  }) {
    this.#registry = options.registry;
    this.#types = options.types;
    this.#signer = options.signer;
    this.#store = options.store;
    this.#clock = options.clock;
  }

  /**
   * For the version of `versionFor`. Unknown authority: `NotFound`. It may not issue the type now: `Forbidden` `authority.inactive` or
   * `authority.unaccredited`. No key: `Conflict` `signing_key.none_current`.
   */
  async open(authorityId: AuthorityId, typeName: string): Promise<OpenStream> {
    return this.openVersion(authorityId, await this.versionFor(authorityId, typeName));
  }

  /** As `open`, for one version. */
  async openVersion(authorityId: AuthorityId, type: DocumentType): Promise<OpenStream> {
    const nowMs = this.#clock.nowMs();
    const authority = await this.#registry.byId(authorityId);
    await this.#require(authorityId, type);
    const signing = await this.#signer.open(authorityId, toSeconds(nowMs));
    const header = await this.#store.header(signing.kid);
    const stream = await this.#store.stream({
      authority: authorityId,
      authoritySlug: authority.slug,
      documentType: type.id,
      typeName: type.name,
    });
    const { slug, iss } = authority;
    const older = await this.#olderStreams(authorityId, type);
    return { stream, sealing: { type, slug, iss, signing, header, nowMs }, older };
  }

  /**
   * The newest version of a type that the authority may issue now. It may issue none: `Forbidden`, for the reason that
   * the newest has.
   */
  async versionFor(authority: AuthorityId, typeName: string): Promise<DocumentType> {
    await this.#types.know(typeName);
    const versions = this.#types.versions(typeName);
    for (const type of versions)
      if ((await this.obstacle(authority, type.id)) === null) return type;
    const newest = this.#types.byName(typeName);
    await this.#require(authority, newest);
    return newest;
  }

  async #olderStreams(authority: AuthorityId, type: DocumentType): Promise<OpenStream["older"]> {
    const older = this.#types.versions(type.name).filter(({ version }) => version < type.version);
    if (older.length === 0) return [];
    const streams = await this.#store.streamsOf(authority);
    return older.flatMap((version) => {
      const streamId = streams.get(version.id);
      return streamId === undefined ? [] : [{ streamId, type: version }];
    });
  }

  async #require(authority: AuthorityId, type: DocumentType): Promise<void> {
    const obstacle = await this.obstacle(authority, type.id);
    if (obstacle !== null) throw new Forbidden(obstacle.code, obstacleWords[obstacle.code]);
  }

  obstacle(authority: AuthorityId, type: DocumentType["id"]): Promise<IssuingObstacle | null> {
    return this.#registry.issuingObstacle(authority, type, toSeconds(this.#clock.nowMs()));
  }

  /** Whether `ancestor` is the authority itself or is above it. */
  isSubordinate(authority: AuthorityId, ancestor: AuthorityId): Promise<boolean> {
    return isSubordinate(this.#registry, authority, ancestor);
  }
}

const obstacleWords: Readonly<Record<IssuingObstacle["code"], string>> = {
  "authority.inactive": "The authority, or one above it, is not active now.",
  "authority.unaccredited": "The authority is not accredited for this document type now.",
  "authority.left_out":
    "The trust list leaves out the authority, or one above it: what it issues could not be verified.",
};
