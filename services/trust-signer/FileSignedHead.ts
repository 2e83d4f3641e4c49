import { ownSigners, parseTrustList, type TrustHead, verifyTrustList } from "@sello/sdk";
import { parseTrustHead } from "@sello/sdk/trust";
import { writeWhole } from "../platform/writeWhole.ts";
import { readSignedHead, signedHeadFile } from "./officeFiles.ts";

/** The head that an office has signed last, remembered in its folder: nothing older is signed, and no other of its version. */
export class FileSignedHead {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Its text; null before the first. Read each time: it is what counts, even if another process wrote it. */
  text(): string | null {
    return readSignedHead(this.#directory);
  }

  read(): TrustHead | null {
    const text = this.text();
    return text === null ? null : parseTrustHead(text);
  }

  /** It is on disk when this returns: the signature is made after. */
  raise(text: string): void {
    writeWhole(signedHeadFile(this.#directory), text);
  }

  /**
   * Goes on from a list that its operator answers for, where it has signed none: those whom the list names must have
   * signed it. Lists 1 say too little to go on from. Throws the sdk's `TrustListError`.
   */
  async begin(note: string): Promise<void> {
    if (this.text() !== null || !note.startsWith("sello-trust-list/2\n")) return;
    const list = parseTrustList(note);
    await verifyTrustList(list, ownSigners(list));
    this.raise(list.note.text);
  }
}
