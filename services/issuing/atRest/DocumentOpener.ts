import type { AuthorityId } from "@sello/sdk";
import type { AuthorityKeys } from "../../signing/AuthorityKeys.ts";
import { Erased } from "../errors.ts";
import { type StoredSdJwt, unpackContent } from "./copyContent.ts";
import { openContent } from "./sealedContent.ts";
import type { SealedCopy } from "./selectSealed.ts";

/** Opens what documents say, for those who may read it: the caller has seen to that. */
export class DocumentOpener {
  readonly #keys: Pick<AuthorityKeys, "unwrap">;

  constructor(keys: Pick<AuthorityKeys, "unwrap">) {
    this.#keys = keys;
  }

  /** Erased: `Erased`. It does not open: `WrapBroken`, `ContentBroken`. */
  async open(copy: SealedCopy): Promise<StoredSdJwt> {
    const key = await this.keyOf(copy);
    try {
      const { header, place, document, content } = copy;
      return { header, ...unpackContent(openContent(key, { document, place }, content)) };
    } finally {
      key.fill(0);
    }
  }

  /** The key that seals the copies of the document: wiped by who asked for it. Errors as `open`. */
  async keyOf({
    document,
    authority,
    wrappedKey,
  }: Pick<SealedCopy, "document" | "authority" | "wrappedKey">): Promise<Buffer> {
    if (wrappedKey === null) throw new Erased(document);
    return this.#unwrap(authority, wrappedKey);
  }

  async #unwrap(authority: AuthorityId, wrapped: Buffer): Promise<Buffer> {
    const [key] = await this.#keys.unwrap(authority, [wrapped]);
    if (key === undefined) throw new Error("no key was given");
    return key;
  }
}
