/**
 * What an erasure destroys must not lie in a file that is kept: it lies in the keys file, which the next one replaces
 * (docs/decisions/0182). A new table or column that erasing empties belongs here; `test/services/operations/backup`
 * holds the whole list.
 */

/** What of a table's rows lies in the keys file. */
export type Apart = {
  /** What a row is known by in both files. */
  readonly by: readonly string[];
  /** In the keys file alone. */
  readonly columns: readonly string[];
  /** Condition (SQL) of the rows that have anything there. */
  readonly where: string;
};

/** The keys, and the digests by which documents are found, with the generations of the secrets that made them. */
const ofDocuments: Apart = {
  by: ["id"],
  columns: [
    ...["wrapped_key", "natural_key", "claims_digest", "person_key", "name_key"],
    ...["digest_generation", "person_generation"],
  ],
  where: "erased_at is null",
};

/** Rows of files that are being imported, or were checked. */
const ofSegments: Apart = {
  by: ["import_id", "number"],
  columns: ["content"],
  where: "content is not null",
};

/** Keys of files whose rows are imported, and of applications: what they seal says nothing without them. */
const ofSealed: Apart = {
  by: ["id"],
  columns: ["wrapped_key"],
  where: "wrapped_key is not null",
};

/** Whether it is one of the tables that hold the documents, each those of some streams. */
export const holdsDocuments = (table: string): boolean => /^documents_\d+$/.test(table);

/** What of the table lies in the keys file; null: nothing. */
export function apartOf(table: string): Apart | null {
  if (holdsDocuments(table)) return ofDocuments;
  if (table === "imports" || table === "applications") return ofSealed;
  return table === "import_segments" ? ofSegments : null;
}

/** Tables that lie in the keys file alone: requests are remembered by digests of what they said. */
export const apartTables: readonly string[] = ["idempotency_keys", "import_corrections"];

/**
 * Tables that lie in neither file: what residents show by links is encrypted, ends within weeks, and who has an old link
 * must not be able to open it from an old backup.
 */
export const unkeptTables: readonly string[] = ["shares", "share_openings", "proof_requests"];

/**
 * Tables that lie in both, each with a condition (SQL): what was erased; and the secrets that the digests were made
 * with, sealed, for they may be newer than the backup.
 */
export const sharedTables: Readonly<Record<string, string>> = {
  erasures: "true",
  digest_generations: "true",
  sealed_keys: "name ~ '^secret/(record|request)-digests(/|$)'",
};

/** Where the keys file of a backup is when nobody says. */
export const keysFileOf = (file: string): string => `${file}.keys`;
