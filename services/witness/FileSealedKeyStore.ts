import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorityId } from "../domain/ids.ts";
import type { KeyKind } from "../registry/keys/keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "../registry/keys/SealedKeyStore.ts";

type KeyFile = {
  readonly name: string;
  readonly kind: KeyKind;
  readonly public: Readonly<Record<string, unknown>>;
  /** Base64. */
  readonly sealed: string;
};

/** The one sealed key of a witness, in a file: a witness has no database that others could reach. */
export class FileSealedKeyStore implements SealedKeyStore {
  readonly #file: string;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#file = join(directory, "key.json");
  }

  async find(name: string): Promise<SealedKey | null> {
    const key = await this.oldest();
    return key?.name === name ? key : null;
  }

  async oldest(): Promise<SealedKey | null> {
    if (!existsSync(this.#file)) return null;
    const file = JSON.parse(readFileSync(this.#file, "utf8")) as KeyFile;
    return { ...file, authority: null, sealed: Buffer.from(file.sealed, "base64") };
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
    const unfinished = `${this.#file}.part`;
    writeFileSync(unfinished, JSON.stringify(content), { mode: 0o600, flush: true });
    renameSync(unfinished, this.#file);
    return key;
  }
}
