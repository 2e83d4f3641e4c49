import { z } from "zod";
import { BackupError } from "./errors.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

const table = z.strictObject({ name: identifier, columns: z.array(identifier) });

/** Every other entry of the archive: against damage, not against forgery. */
const entriesNamed = (name: RegExp) =>
  z.array(z.strictObject({ name: z.string().regex(name), bytes: z.int(), sha256 }));

/** What a deployment is known by, for as long as it lives; null before its first start was done. */
const deployment = z
  .strictObject({
    publicUrl: z.string(),
    logOrigin: z.string(),
    /** Address of its first registry, 20 bytes in hex. */
    registry: z.string().regex(/^[0-9a-f]{40}$/),
  })
  .nullable();

/** What both files of a backup say of themselves. */
const every = {
  /** ISO 8601. */
  createdAt: z.iso.datetime(),
  /** Migrations of the schema that the tables are of, in order. */
  migrations: z.array(z.string()),
  /** In an order in which they can be filled: a table comes after those that it refers to. */
  tables: z.array(table),
  documents: z.int(),
};

const data = {
  ...every,
  sequences: z.array(z.strictObject({ name: identifier, value: z.string().regex(/^\d+$/) })),
  /** The newest checkpoint that was signed, for people; null before the first. */
  log: z.strictObject({ origin: z.string(), size: z.int() }).nullable(),
  holdsSealingKey: z.boolean(),
  entries: entriesNamed(
    /^(tables\/[a-z0-9_]+\.copy\.gz|keys\/sealing-key|demo\/access\.json|trust-signers\/[a-z0-9-]+\/(key\.\d+\.json|signed-head|sealing-key|type\.0x[0-9a-f]{64}\.json))$/,
  ),
};

const manifest = z.discriminatedUnion("format", [
  /** Of the editions that wrote one file, with every key in it. */
  z.strictObject({ format: z.literal("sello-backup/1"), ...data }),
  z.strictObject({ format: z.literal("sello-backup/2"), deployment, ...data }),
]);

const keysManifest = z.strictObject({
  format: z.literal("sello-backup-keys/1"),
  deployment,
  ...every,
  erasures: z.int(),
  entries: entriesNamed(/^tables\/[a-z0-9_]+\.copy\.gz$/),
});

/** What a backup says of itself; its archive's first entry. */
export type Manifest = z.output<typeof manifest>;
/** The same of its keys file. */
export type KeysManifest = z.output<typeof keysManifest>;
export type ManifestEntry = Manifest["entries"][number];
export type ManifestTable = z.output<typeof table>;
export type DeploymentIdentity = KeysManifest["deployment"];

export const manifestName = "manifest.json";

/** Throws `BackupError` `backup.format`. */
export const parseManifest = (text: string): Manifest =>
  parse(text, manifest, "This is no backup of Sello.");

/** Throws `BackupError` `backup.format`. */
export const parseKeysManifest = (text: string): KeysManifest =>
  parse(text, keysManifest, "This is no keys file of a backup of Sello.");

function parse<T>(text: string, schema: z.ZodType<T>, refusal: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BackupError("backup.format", refusal);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BackupError("backup.format", refusal, { issue: z.prettifyError(parsed.error) });
}

export const tableEntry = (table: string): string => `tables/${table}.copy.gz`;
