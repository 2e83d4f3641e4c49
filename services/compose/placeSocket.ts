import { createHash } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Config } from "../platform/config.ts";
import type { Account } from "../platform/systemAccount.ts";

/** What the kernel takes for the path of a Unix socket, on every system that we know. */
const socketPathBytes = 100;

/**
 * Where the socket to another process of ours is, in a folder that nobody else may enter. Where that process has an
 * account of its own, it cannot come to our data folder: then it is a new folder that is its own.
 */
export function placeSocket(
  { signerSocket, dataDirectory }: Pick<Config, "signerSocket" | "dataDirectory">,
  account: Account | null,
  name: SocketName = "signer",
): string {
  const place = { dataDirectory, name };
  const path = signerSocket ?? (account === null ? inData(place) : inOwn(place, account));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Left by one that was killed. Two of us never share a data folder.
  rmSync(path, { force: true });
  return path;
}

/** Lets the account open it. */
export function giveSocket(path: string, account: Account | null): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}

/**
 * `signer`: where `api` hands requests on; `desk`: where the process that reads files asks for signatures; `hooks`: where
 * the process that sends messages to webhooks is asked to.
 */
export type SocketName = "signer" | "desk" | "hooks";

type Place = { readonly dataDirectory: string; readonly name: SocketName };

const nameOf = ({ dataDirectory, name }: Place): string => {
  const digest = createHash("sha256").update(`${name}\n${dataDirectory}`).digest("hex");
  return `sello-${digest.slice(0, 16)}-`;
};

/** The name of a new folder cannot be known before, so that nobody can be there first. */
const newFolder = (place: Place): string => mkdtempSync(join(tmpdir(), nameOf(place)));

function inData(place: Place): string {
  const file = `${place.name}.sock`;
  const path = join(place.dataDirectory, "run", file);
  if (Buffer.byteLength(path) <= socketPathBytes) return path;
  removeLeftovers(place);
  return join(newFolder(place), file);
}

function inOwn(place: Place, { uid, gid }: Account): string {
  removeLeftovers(place);
  const folder = newFolder(place);
  chownSync(folder, uid, gid);
  return join(folder, `${place.name}.sock`);
}

/** Folders of starts that were killed. Those of others are left alone. */
function removeLeftovers(place: Place): void {
  const prefix = nameOf(place);
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const isOurs = process.getuid?.() === 0 || statSync(folder).uid === process.getuid?.();
    if (isOurs) rmSync(folder, { recursive: true, force: true });
  }
}
