import type { z } from "zod";
import type { CallClient } from "../../../http/calls/CallClient.ts";
import { limits } from "../../../platform/limits.ts";
import type { DocumentType } from "../../../registry/types/DocumentType.ts";
import type { DocumentSigner, DocumentSigning } from "../../../signing/DocumentSigner.ts";
import type { RecordDigest } from "../../DocumentDraft.ts";
import type { RecordNaming } from "../../RecordDigests.ts";
import { type NamedRecord, toRecordWords } from "../../recordWords.ts";
import { retryStale } from "../../retryStale.ts";
import type { deskCalls, recordDigest } from "./deskCalls.ts";

type Desk = Pick<CallClient<typeof deskCalls>, "call">;

/**
 * Names, signs and wraps by asking the process that holds keys, for one import at a time: its caller says first
 * which.
 */
export class RemoteDesk implements RecordNaming, DocumentSigner {
  readonly #desk: Desk;
  #import = "";

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
      sign: (inputs) =>
        inPieces(inputs, sizeOfText, async (piece) => {
          const asked = { ...ofImport, kid, inputs: [...piece] };
          return (await this.#desk.call("sign", asked)).signatures.map(toBytes);
        }),
      wrap: (keys) =>
        inPieces(
          keys,
          () => keyBytes,
          async (piece) => {
            const asked = { ...ofImport, keys: piece.map(toText) };
            return (await this.#desk.call("wrap", asked)).wrapped.map(toBytes);
          },
        ),
    };
  }

  ofAll(type: DocumentType, records: readonly NamedRecord[]): Promise<readonly RecordDigest[]> {
    const words = records.map((record) => toRecordWords(type, record));
    const size = ({ key, claims }: (typeof words)[number]) => key.length + claims.length;
    return inPieces(words, size, async (piece) => {
      const asked = { import: this.#import, records: [...piece] };
      return (await this.#desk.call("name", asked)).digests.map(toDigest);
    });
  }

  /** The process that is asked follows the secrets by itself. */
  retryStale<T>(work: () => Promise<T>): Promise<T> {
    return retryStale(work, async () => {});
  }
}

const keyBytes = 32;
const sizeOfText = ({ length }: string): number => length;
const toText = (bytes: Buffer): string => bytes.toString("base64");
const toBytes = (text: string): Buffer => Buffer.from(text, "base64");

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

type NameText = Pick<
  z.output<typeof recordDigest>,
  "generation" | "naturalKey" | "claimsDigest" | "nameKey"
>;

const toName = ({ generation, naturalKey, claimsDigest, nameKey }: NameText) => ({
  generation,
  naturalKey: toBytes(naturalKey),
  claimsDigest: toBytes(claimsDigest),
  nameKey: nameKey === null ? null : toBytes(nameKey),
});

const toDigest = (digest: z.output<typeof recordDigest>): RecordDigest => ({
  ...toName(digest),
  personKey: digest.personKey === null ? null : toBytes(digest.personKey),
  personGeneration: digest.personGeneration,
  others: digest.others.map(toName),
});
