import { getRandomValues } from "node:crypto";
import { formatSelloFile, packSelloFile, parseSelloFile } from "@sello/sdk";
import { formatTlogProof, parseTlogProof } from "@sello/sdk/log";
import { BenchCity } from "../BenchCity.ts";
import type { Figure, Suite } from "../Suite.ts";

const batchDocuments = 4_096;
/** A log of a million batches, some billions of documents, has paths of so many hashes. */
const longPath = 20;
const fileBytesMax = 4_096;

/** The same file with its proof's log path as long as in a log of 2^20 entries. */
function inLongLog(file: string): string {
  const { document, proof } = parseSelloFile(file);
  const parsed = parseTlogProof(proof);
  const path = Array.from({ length: longPath }, () => getRandomValues(new Uint8Array(32)));
  return formatSelloFile({ document, proof: formatTlogProof({ ...parsed, path }) });
}

const bytes = (name: string, content: string | Uint8Array, atMost?: number): Figure => ({
  name,
  value: Buffer.byteLength(content),
  unit: "bytes",
  ...(atMost === undefined ? {} : { aim: { atMost } }),
});

const asTextAndPacked = (what: string, file: string): Figure[] => [
  bytes(`.sello as text, ${what}`, file),
  bytes(`.sello packed, ${what}`, packSelloFile(file), fileBytesMax),
];

export const sizes: Suite = {
  name: "sizes",
  summary: "what a resident carries: 2 of 10 claims, from a batch of 4,096 documents",
  async run() {
    const figures: Figure[] = [];
    for (const witnesses of [0, 8]) {
      const city = await BenchCity.found(witnesses);
      const file = (await city.filesOfBatch(batchDocuments))[17] ?? "";
      const { document, proof } = parseSelloFile(file);
      if (witnesses === 0) figures.push(bytes("SD-JWT VC, 2 of 10 claims shown", document));
      const what = `${witnesses} cosignatures`;
      figures.push(
        bytes(`proof, ${what}, log of 9 batches`, proof),
        ...asTextAndPacked(`${what}, log of 9 batches`, file),
        ...asTextAndPacked(`${what}, log of 1,048,576 batches`, inLongLog(file)),
      );
    }
    return figures;
  },
};
