import { createHash } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Config } from "../platform/config.ts";
import type { Account } from "../platform/systemAccount.ts";

/** What the kernel takes for the path of a Unix socket, on every system that we know. */
const socketPathBytes = 100;

/**
 * Where the socket between `api` and `signer` is, in a folder that nobody else may enter. Where `api` has an account of
 * its own, that one cannot come to our data folder: then it is a new folder that is its own.
 */
export function placeSocket(
  { signerSocket, dataDirectory }: Pick<Config, "signerSocket" | "dataDirectory">,
  account: Account | null,
): string {
  const path =
    signerSocket ?? (account === null ? inData(dataDirectory) : inOwn(dataDirectory, account));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Left by one that was killed. Two of us never share a data folder.
  rmSync(path, { force: true });
  return path;
}

/** Lets the account open it. */
export function giveSocket(path: string, account: Account | null): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}

const nameOf = (dataDirectory: string): string =>
  `sello-${createHash("sha256").update(dataDirectory).digest("hex").slice(0, 16)}-`;

/** The name of a new folder cannot be known before, so that nobody can be there first. */
const newFolder = (dataDirectory: string): string =>
  mkdtempSync(join(tmpdir(), nameOf(dataDirectory)));

function inData(dataDirectory: string): string {
  const path = join(dataDirectory, "run", "signer.sock");
  if (Buffer.byteLength(path) <= socketPathBytes) return path;
  removeLeftovers(dataDirectory);
  return join(newFolder(dataDirectory), "signer.sock");
}

function inOwn(dataDirectory: string, { uid, gid }: Account): string {
  removeLeftovers(dataDirectory);
  const folder = newFolder(dataDirectory);
  chownSync(folder, uid, gid);
  return join(folder, "signer.sock");
}

/** Folders of starts that were killed. Those of others are left alone. */
function removeLeftovers(dataDirectory: string): void {
  const prefix = nameOf(dataDirectory);
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const isOurs = process.getuid?.() === 0 || statSync(folder).uid === process.getuid?.();
    if (isOurs) rmSync(folder, { recursive: true, force: true });
  }
}
