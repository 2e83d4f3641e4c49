import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { Caller } from "../../http/Caller.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import type { DocumentReader } from "../DocumentReader.ts";
import type { IssuedDocument } from "../IssuedDocument.ts";
import type { PgDocumentStore } from "../PgDocumentStore.ts";
import type { RecordDigests } from "../RecordDigests.ts";
import type { PgReadingCounts } from "./PgReadingCounts.ts";
import type { FoundBy } from "./selectFound.ts";

export type SearchQuery = {
  readonly by: "number" | "person" | "name";
  readonly value: string;
  /** Name of a document type. */
  readonly type?: string;
  /** The last one of the page before. */
  readonly after?: DocumentId;
  readonly limit: number;
};

/** `more`: there are others after the last one. */
export type Found = { readonly documents: readonly IssuedDocument[]; readonly more: boolean };

type Parts = {
  readonly store: Pick<PgDocumentStore, "streamsOf" | "found">;
  readonly types: Pick<FileDocumentTypes, "all" | "byName" | "versions">;
  readonly digests: Pick<RecordDigests, "naturalKey" | "person" | "name">;
  readonly reader: Pick<DocumentReader, "some">;
  readonly counts: Pick<PgReadingCounts, "count">;
};

/** Finds an authority's documents by keyed digests of whole values: what they say stays sealed. */
export class DocumentSearch {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Unknown type: `NotFound` `document_type.unknown`. Too many searches: `HttpProblem` `readings.many`. */
  async find(caller: Caller, query: SearchQuery): Promise<Found> {
    const { counts, reader, store } = this.#parts;
    const streams = await this.#streams(caller.authority, query.type);
    await counts.count(caller, "search");
    const ids = await store.found({
      by: this.#keys(query, streams),
      after: query.after ?? null,
      limit: query.limit + 1,
    });
    const documents = await reader.some(ids.slice(0, query.limit));
    return { documents, more: ids.length > query.limit };
  }

  async #streams(
    authority: AuthorityId,
    name: string | undefined,
  ): Promise<readonly NamedStream[]> {
    const { store, types } = this.#parts;
    const versions = name === undefined ? types.all() : types.versions(types.byName(name).name);
    const streams = await store.streamsOf(authority);
    return versions.flatMap((type) => {
      const id = streams.get(type.id);
      return id === undefined ? [] : [{ id, type }];
    });
  }

  #keys({ by, value }: SearchQuery, streams: readonly NamedStream[]): FoundBy {
    const { digests } = this.#parts;
    const ids = streams.map(({ id }) => id);
    if (by === "name") return { column: "name_key", streams: ids, keys: digests.name(value) };
    if (by === "person") {
      const keys = digests.person(value.normalize("NFKC").trim().toUpperCase());
      return { column: "person_key", streams: ids, keys };
    }
    const keys = streams.flatMap(({ type }) => digests.naturalKey(type, [toNumber(type, value)]));
    return { column: "natural_key", streams: ids, keys };
  }
}

type NamedStream = { readonly id: number; readonly type: DocumentType };

/** As the type writes its numbers: full-width characters became ASCII, and letters capitals. */
function toNumber({ naturalKey: [claim = ""], claims }: DocumentType, value: string): string {
  const text = value.normalize("NFKC").trim();
  return claims[claim]?.code ? text.toUpperCase() : text;
}
