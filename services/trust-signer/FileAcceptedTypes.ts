import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hex } from "@sello/sdk";
import { writeWhole } from "../platform/writeWhole.ts";
import { contentOf } from "../registry/types/published/approvalTypedData.ts";
import type { PublishedType } from "../registry/types/published/PublishedType.ts";
import { acceptedTypePattern } from "./officeFiles.ts";

export type AcceptedType = Pick<PublishedType, "authority" | "file">;

/**
 * The document types that an office has accepted because officers approved them, in files of its folder. What was accepted
 * stays so: the officers may have other roles by now.
 */
export class FileAcceptedTypes {
  readonly #directory: string;
  #known: Map<Hex, AcceptedType> | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** By the SHA-256 of the type's file. */
  all(): ReadonlyMap<Hex, AcceptedType> {
    this.#known ??= this.#read();
    return this.#known;
  }

  /** It is on disk when this returns. */
  accept({ authority, file }: AcceptedType): void {
    const content = contentOf(file);
    if (this.all().has(content)) return;
    const text = JSON.stringify({ authority, file });
    writeWhole(join(this.#directory, `type.${content}.json`), text);
    this.#known?.set(content, { authority, file });
  }

  #read(): Map<Hex, AcceptedType> {
    if (!existsSync(this.#directory)) return new Map();
    const accepted = readdirSync(this.#directory)
      .filter((name) => acceptedTypePattern.test(name))
      .map((name) => JSON.parse(readFileSync(join(this.#directory, name), "utf8")) as AcceptedType);
    return new Map(accepted.map((each) => [contentOf(each.file), each]));
  }
}
