import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { Caller } from "../../http/Caller.ts";
import { limits } from "../../platform/limits.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { toSdJwt } from "../atRest/copyContent.ts";
import type { DocumentOpener } from "../atRest/DocumentOpener.ts";
import type { PgDocumentStore } from "../PgDocumentStore.ts";
import type { PageCursor } from "../StoredDocument.ts";
import type { PgReadingCounts } from "./PgReadingCounts.ts";

type Parts = {
  readonly store: Pick<PgDocumentStore, "page" | "sealedOf">;
  readonly types: Pick<FileDocumentTypes, "byName">;
  readonly opener: Pick<DocumentOpener, "open">;
  readonly counts: Pick<PgReadingCounts, "count">;
};

/** Opens all of an authority's documents, an act of its own. */
export class DocumentExport {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Lines of JSON, a document each, a page of them in memory at once. Unknown type: `NotFound` `document_type.unknown`;
   * too many exports: `HttpProblem` `readings.many`; both before the first line.
   */
  async begin(caller: Caller, typeName?: string): Promise<AsyncIterable<string>> {
    const { types, counts } = this.#parts;
    const type = typeName === undefined ? null : types.byName(typeName).name;
    await counts.count(caller, "export");
    return this.#lines(caller.authority, type);
  }

  async *#lines(authority: AuthorityId, type: string | null): AsyncIterable<string> {
    const { store } = this.#parts;
    let after: PageCursor | null = null;
    do {
      const page = await store.page({
        authorities: [authority],
        limit: limits.exportPage,
        ...(type === null ? {} : { type }),
        ...(after === null ? {} : { after }),
      });
      const texts = await this.#open(page.documents.map(({ id }) => id));
      for (const { id, stream } of page.documents) {
        const line = { id, type: stream.typeName, sdJwt: texts.get(id) ?? null };
        yield `${JSON.stringify(line)}\n`;
      }
      after = page.next;
    } while (after !== null);
  }

  /** Those that were erased are missing. */
  async #open(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, string>> {
    const { store, opener } = this.#parts;
    const copies = await store.sealedOf(ids);
    const opened = copies
      .filter(({ wrappedKey }) => wrappedKey !== null)
      .map(async (copy) => [copy.document, toSdJwt(await opener.open(copy))] as const);
    return new Map(await Promise.all(opened));
  }
}
