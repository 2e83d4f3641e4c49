import { z } from "zod";
import { BackupError } from "./errors.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

const manifest = z.strictObject({
  format: z.literal("sello-backup/1"),
  /** ISO 8601. */
  createdAt: z.iso.datetime(),
  /** Migrations of the schema that the tables are of, in order. */
  migrations: z.array(z.string()),
  /** In an order in which they can be filled: a table comes after those that it refers to. */
  tables: z.array(z.strictObject({ name: identifier, columns: z.array(identifier) })),
  sequences: z.array(z.strictObject({ name: identifier, value: z.string().regex(/^\d+$/) })),
  /** The newest checkpoint that was signed, for people; null before the first. */
  log: z.strictObject({ origin: z.string(), size: z.int() }).nullable(),
  documents: z.int(),
  holdsSealingKey: z.boolean(),
  /** Every other entry of the archive: against damage, not against forgery. */
  entries: z.array(
    z.strictObject({
      name: z
        .string()
        .regex(
          /^(tables\/[a-z0-9_]+\.copy\.gz|keys\/sealing-key|demo\/access\.json|trust-signers\/[a-z0-9-]+\/(key\.\d+\.json|signed-head|sealing-key))$/,
        ),
      bytes: z.int(),
      sha256,
    }),
  ),
});

/** What a backup says of itself; its archive's first entry. */
export type Manifest = z.output<typeof manifest>;
export type ManifestEntry = Manifest["entries"][number];

export const manifestName = "manifest.json";

/** Throws `BackupError` `backup.format`. */
export function parseManifest(text: string): Manifest {
  const format = "This is no backup of Sello.";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BackupError("backup.format", format);
  }
  const parsed = manifest.safeParse(value);
  if (!parsed.success)
    throw new BackupError("backup.format", format, { issue: z.prettifyError(parsed.error) });
  return parsed.data;
}

export const tableEntry = (table: string): string => `tables/${table}.copy.gz`;
