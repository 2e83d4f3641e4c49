import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorityId } from "@sello/sdk";
import { writeWhole } from "../platform/writeWhole.ts";
import type { KeyKind } from "../signing/keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "../signing/SealedKeyStore.ts";

type KeyFile = {
  readonly name: string;
  readonly kind: KeyKind;
  readonly public: Readonly<Record<string, unknown>>;
  /** Base64. */
  readonly sealed: string;
};

const filePattern = /^key(?:\.[a-z0-9-]+)?\.json$/;

/** The Ed25519 key, which once was the only one, keeps its file. */
const fileOf = (kind: KeyKind): string => (kind === "ed25519" ? "key.json" : `key.${kind}.json`);

/**
 * The sealed keys of a witness, one of each kind, each in a file: a witness has no database that others
 * could reach.
 */
export class FileSealedKeyStore implements SealedKeyStore {
  readonly #directory: string;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#directory = directory;
  }

  async find(name: string): Promise<SealedKey | null> {
    return this.#all().find((key) => key.name === name) ?? null;
  }

  async oldest(): Promise<SealedKey | null> {
    return this.#all()[0] ?? null;
  }

  async ofAuthority(_authority: AuthorityId): Promise<readonly SealedKey[]> {
    return [];
  }

  async keepFirst(key: SealedKey): Promise<SealedKey> {
    const existing = await this.find(key.name);
    if (existing) return existing;
    const { name, kind } = key;
    const content: KeyFile = {
      name,
      kind,
      public: key.public,
      sealed: Buffer.from(key.sealed).toString("base64"),
    };
    const file = join(this.#directory, fileOf(kind));
    // A key of this kind under another name is another witness's; it must not be lost.
    if (existsSync(file)) throw new Error(`${file} holds the key of another witness`);
    writeWhole(file, JSON.stringify(content));
    return key;
  }

  /** `key.json`, the shortest name, is the oldest. */
  #all(): SealedKey[] {
    const files = readdirSync(this.#directory).filter((file) => filePattern.test(file));
    return files
      .sort((a, b) => a.length - b.length)
      .map((file) => {
        const key = JSON.parse(readFileSync(join(this.#directory, file), "utf8")) as KeyFile;
        return { ...key, authority: null, sealed: Buffer.from(key.sealed, "base64") };
      });
  }
}
