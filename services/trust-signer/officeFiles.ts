import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// What an office's folder says without being opened. Nothing is loaded for it: an office that is asked for no signature
// is a small process.

/** A key of the office, as it is kept. */
export type KeyFile = {
  /** Of the key in notes. */
  readonly name: string;
  /** vkey. */
  readonly key: string;
  /** Base64 of the sealed PKCS #8 key. */
  readonly sealed: string;
};

const keyPattern = /^key\.(\d+)\.json$/;
/** A document type that the office has accepted, by the SHA-256 of its file. */
export const acceptedTypePattern = /^type\.0x[0-9a-f]{64}\.json$/;
const numberOf = (file: string): number => Number(keyPattern.exec(file)?.[1]);

export const keyFile = (directory: string, number: number): string =>
  join(directory, `key.${number}.json`);

/** In the order in which they came. */
export function readKeyFiles(directory: string): KeyFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => keyPattern.test(file))
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((file) => JSON.parse(readFileSync(join(directory, file), "utf8")) as KeyFile);
}

/** Text of the head that the office has signed last; null before the first. */
export function readSignedHead(directory: string): string | null {
  const file = signedHeadFile(directory);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

export const signedHeadFile = (directory: string): string => join(directory, "signed-head");

export const tokenFile = (directory: string): string => join(directory, "token");

/**
 * What the service shows when it asks for a signature, made with the folder: of what no chain has, an office takes the
 * service's word, so it has to be the service's.
 */
export function readToken(directory: string): string {
  const file = tokenFile(directory);
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}

/** Whether a request's `authorization` shows the token; compared in equal time. */
export function isAuthorized(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}

/** What an office says of itself; nothing of it is secret. */
export type OfficeDescription = {
  readonly name: string;
  /** vkeys, the newest last. */
  readonly keys: readonly string[];
  /** Version of the head that it has signed last; null before the first. */
  readonly signedVersion: number | null;
};

export function describeOffice(name: string, directory: string): OfficeDescription {
  const text = readSignedHead(directory);
  return {
    name,
    keys: readKeyFiles(directory).map(({ key }) => key),
    signedVersion: text === null ? null : Number(JSON.parse(text.split("\n")[1] ?? "").version),
  };
}
