import type { SelloFile } from "@sello/sdk";
import { type AnchoredDocument, World } from "../../../test/support/world.ts";

/** A small city with genuine documents, to make samples of. */
export const sampleWorld = new World({ witnessCount: 4, postQuantumCount: 1 });

let made: Promise<readonly AnchoredDocument[]> | undefined;

/** Two documents of one batch and one alone. */
export function sampleDocuments(): Promise<readonly AnchoredDocument[]> {
  made ??= makeDocuments();
  return made;
}

async function makeDocuments(): Promise<readonly AnchoredDocument[]> {
  const two = await sampleWorld.anchor([await sampleWorld.issue(), await sampleWorld.issue()]);
  return [...two, await sampleWorld.make({ statusIndex: 0 })];
}

/** The file as it may also be written: nothing in it shows damage but the checks themselves. */
export const withoutDigest = (file: SelloFile): string =>
  JSON.stringify({ format: "sello/1", ...file });
