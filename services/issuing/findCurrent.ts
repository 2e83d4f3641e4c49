import type { ReadRecord } from "./DocumentDraft.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { OpenStream } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import type { CurrentDocument, CurrentDocuments } from "./StoredDocument.ts";

/**
 * Current documents of records, whichever version of the type they are of, by the natural key of the version that is
 * issued now. One of an older version that says the same has the record's own digest of claims.
 */
export async function findCurrent(
  { store, drafter }: { store: PgDocumentStore; drafter: DocumentDrafter },
  { stream, older }: OpenStream,
  records: readonly ReadRecord[],
): Promise<CurrentDocuments> {
  const names = records.map(({ record }) => record);
  const found = new Map<string, CurrentDocument>(await store.current(stream.id, names));
  for (const version of older) {
    const given = records.map(({ claims }) => ({ claims, person: null }));
    const before = await drafter.digests(version.type, given);
    const known = await store.current(version.streamId, before);
    for (const [index, { record }] of records.entries()) {
      const old = before[index];
      const document = old && known.get(old.naturalKey.toString("hex"));
      const key = record.naturalKey.toString("hex");
      if (!document || found.has(key)) continue;
      const isSame = document.claimsDigest.equals(old.claimsDigest);
      found.set(key, isSame ? { ...document, claimsDigest: record.claimsDigest } : document);
    }
  }
  return found;
}
