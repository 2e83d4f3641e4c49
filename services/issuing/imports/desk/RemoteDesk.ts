import type { CallClient } from "../../../http/calls/CallClient.ts";
import { limits } from "../../../platform/limits.ts";
import type { DocumentType } from "../../../registry/types/DocumentType.ts";
import type {
  DocumentSigner,
  DocumentSigning,
  SignedCopy,
  ToSign,
} from "../../../signing/DocumentSigner.ts";
import type { RecordDigest } from "../../DocumentDraft.ts";
import type { RecordNaming } from "../../RecordDigests.ts";
import { type NamedRecord, toRecordWords } from "../../recordWords.ts";
import { required } from "../../required.ts";
import { retryStale } from "../../retryStale.ts";
import type { FileKeys } from "../held/FileKeys.ts";
import type { deskCalls } from "./deskCalls.ts";
import { readNamePart, toWordParts } from "./nameParts.ts";

type Desk = Pick<CallClient<typeof deskCalls>, "call">;

/**
 * Names, signs and wraps by asking the process that holds keys, for one import at a time: its caller says first
 * which.
 */
export class RemoteDesk implements RecordNaming, DocumentSigner, FileKeys {
  readonly #desk: Desk;
  #import = "";
  #fileKey: { readonly import: string; readonly key: Buffer | null } | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  workFor(importId: string): void {
    this.#import = importId;
  }

  async open(): Promise<DocumentSigning> {
    const ofImport = { import: this.#import };
    const { kid } = await this.#desk.call("key", ofImport);
    return {
      kid,
      sign: (copies) =>
        inPieces(copies, sizeOfCopy, async (piece) => {
          const parts = piece.flatMap(({ payload, key }) => [payload, required(key)]);
          return (await this.#desk.call("sign", { ...ofImport, kid, parts })).parts.map(toSigned);
        }),
    };
  }

  ofAll(type: DocumentType, records: readonly NamedRecord[]): Promise<readonly RecordDigest[]> {
    const named = records.map((record) => {
      const words = toRecordWords(type, record);
      return { words, parts: toWordParts(words) };
    });
    return inPieces(named, sizeOfWords, async (piece) => {
      const asked = { import: this.#import, parts: piece.flatMap(({ parts }) => parts) };
      const { generations, parts } = await this.#desk.call("name", asked);
      return piece.map(({ words }, index) =>
        readNamePart(words, required(parts[index]), generations),
      );
    });
  }

  /** Of one import at a time: threads work on the segments of one after the other. */
  async of(importId: string): Promise<Buffer | null> {
    if (this.#fileKey?.import === importId) return this.#fileKey.key;
    const { parts } = await this.#desk.call("rowsKey", { import: importId });
    this.#fileKey = { import: importId, key: parts[0] ?? null };
    return this.#fileKey.key;
  }

  /** The process that is asked follows the secrets by itself. */
  retryStale<T>(work: () => Promise<T>): Promise<T> {
    return retryStale(work, async () => {});
  }
}

const sizeOfCopy = ({ payload }: ToSign): number => payload.length;
const sizeOfWords = ({ parts }: { readonly parts: readonly Buffer[] }): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

const signatureBytes = 64;

const toSigned = (part: Buffer): SignedCopy => ({
  signature: part.subarray(0, signatureBytes),
  wrappedKey: part.subarray(signatureBytes),
});

/** Calls of hundreds, none of them larger than it may be. */
async function inPieces<Item, Made>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  ask: (piece: readonly Item[]) => Promise<readonly Made[]>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let start = 0; start < items.length; ) {
    let end = start;
    let size = 0;
    while (end < items.length && end - start < limits.deskItems) {
      size += sizeOf(items[end] as Item);
      if (end > start && size > limits.deskPieceBytes) break;
      end += 1;
    }
    made.push(...(await ask(items.slice(start, end))));
    start = end;
  }
  return made;
}
