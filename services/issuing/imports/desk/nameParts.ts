import type { RecordDigest, RecordName } from "../../DocumentDraft.ts";
import { digestBytes } from "../../RecordDigests.ts";
import type { RecordWords } from "../../recordWords.ts";

/** Records and their digests as bytes. No text of a record is empty: an empty part is one that it lacks. */

export const wordsPerRecord = 4;

export const toWordParts = ({ key, claims, name, person }: RecordWords): readonly Buffer[] =>
  [key, claims, name ?? "", person ?? ""].map((text) => Buffer.from(text, "utf8"));

/** @param parts of `toWordParts`, any number of records */
export function readWords(parts: readonly Buffer[]): RecordWords[] {
  const records: RecordWords[] = [];
  for (let at = 0; at + wordsPerRecord <= parts.length; at += wordsPerRecord) {
    const [key = "", claims = "", name = "", person = ""] = parts
      .slice(at, at + wordsPerRecord)
      .map((part) => part.toString("utf8"));
    records.push({ key, claims, name: name || null, person: person || null });
  }
  return records;
}

const absent = Buffer.alloc(digestBytes);

/** Person key, then natural key, claims digest and name key under each secret, the newest first. */
export function toNamePart({ personKey, others, ...newest }: RecordDigest): Buffer {
  const fields = [personKey ?? absent];
  for (const { naturalKey, claimsDigest, nameKey } of [newest, ...others])
    fields.push(naturalKey, claimsDigest, nameKey ?? absent);
  return Buffer.concat(fields);
}

/**
 * @param words whose digests they are
 * @param part of `toNamePart`
 * @param generations of the secrets. Throws `RangeError`: there are not as many digests.
 */
export function readNamePart(
  { name, person }: RecordWords,
  part: Buffer,
  generations: readonly number[],
): RecordDigest {
  const [generation] = generations;
  if (generation === undefined || part.length !== digestBytes * (1 + 3 * generations.length))
    throw new RangeError("not the digests of a record");
  const field = (at: number): Buffer => part.subarray(at * digestBytes, (at + 1) * digestBytes);
  const [newest, ...others] = generations.map((each, index): RecordName => {
    const at = 1 + 3 * index;
    const nameKey = name === null ? null : field(at + 2);
    return { generation: each, naturalKey: field(at), claimsDigest: field(at + 1), nameKey };
  });
  return {
    ...(newest as RecordName),
    personKey: person === null ? null : field(0),
    personGeneration: generation,
    others,
  };
}
