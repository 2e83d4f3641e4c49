import { loadPortableMlDsa44 } from "../crypto/portableMlDsa44.ts";
import { loadBroughtTrust } from "../presentation/loadBroughtTrust.ts";
import { loadWords } from "./texts/loadWords.ts";

/**
 * Loads what `verify` otherwise loads when a document first needs it: the words of verdicts, ML-DSA-44, and what reads
 * entries that come along with a document. A page that has called it judges without network. Rejects with the
 * platform's error where a part cannot be had; `verify` then loads it as before.
 */
export async function loadVerifier(): Promise<void> {
  await Promise.all([loadWords(), loadPortableMlDsa44(), loadBroughtTrust()]);
}
