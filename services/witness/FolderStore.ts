import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { VerifierStore } from "@sello/sdk/online";
import { writeWhole } from "../platform/writeWhole.ts";

/** What a witness keeps of the trust lists that it follows, a file each. */
export class FolderStore implements VerifierStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async read(name: string): Promise<string | null> {
    const file = this.#file(name);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  }

  async write(name: string, text: string): Promise<void> {
    writeWhole(this.#file(name), text);
  }

  async remove(name: string): Promise<void> {
    rmSync(this.#file(name), { force: true });
  }

  #file(name: string): string {
    return join(this.#directory, `${encodeURIComponent(name)}.note`);
  }
}
