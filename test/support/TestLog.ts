import { type AuthorityId, type DocumentTypeId, formatSelloFile } from "@sello/sdk";
import {
  consistencyProof,
  cosignCheckpoint,
  encodeBatchEvidence,
  encodeLogEntry,
  Frontier,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  hashLeaf,
  inclusionProof,
  MerkleTree,
  type NoteSigner,
  signNote,
  type TreeNode,
} from "@sello/sdk/log";

/** A document in a log: where its batch of one is. */
export interface Placed {
  readonly document: string;
  readonly origin: string;
  readonly index: number;
  readonly anchoredAt: number;
}

/** A log of tests that grows, and keeps what proofs need. */
export class TestLog {
  readonly origin: string;
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #roots: Uint8Array[] = [];
  readonly #frontier = new Frontier();

  constructor(origin: string) {
    this.origin = origin;
    this.#roots.push(this.#frontier.root());
  }

  get size(): number {
    return this.#frontier.size;
  }

  root(size = this.size): Uint8Array {
    return this.#roots[size] as Uint8Array;
  }

  /** The same log up to a size: what somebody may go on with in another way. */
  fork(size: number, entries: readonly Uint8Array[]): TestLog {
    const copy = new TestLog(this.origin);
    for (const entry of entries.slice(0, size)) copy.append(entry);
    return copy;
  }

  append(entry: Uint8Array): void {
    for (const { level, index, hash } of this.#frontier.append(hashLeaf(entry)))
      this.#nodes.set(`${level}/${index}`, hash);
    this.#roots.push(this.#frontier.root());
  }

  consistency(from: number, to: number): Uint8Array[] {
    return consistencyProof(from, to, this.#read);
  }

  /** The `.sello` file of a document, with a checkpoint of this size. */
  file({ document, index, anchoredAt }: Placed, size: number, checkpointNote: string): string {
    const batch = { anchoredAt, count: 1, leafIndex: 0, path: [] };
    const path = inclusionProof(index, size, this.#read);
    const extra = encodeBatchEvidence(batch);
    return formatSelloFile({
      document,
      proof: formatTlogProof({ extra, index, path, checkpointNote }),
    });
  }

  readonly #read = ({ level, index }: TreeNode): Uint8Array =>
    this.#nodes.get(`${level}/${index}`) as Uint8Array;
}

export function entryOf(
  document: string,
  authority: AuthorityId,
  documentType: DocumentTypeId,
  anchoredAt: number,
): Uint8Array {
  const batchRoot = MerkleTree.fromLeaves([document.split("~")[0] ?? ""]).root;
  return encodeLogEntry({ authority, documentType, batchRoot, count: 1, anchoredAt });
}

/** A checkpoint that these keys of the log signed, and that witnesses cosigned at a time. */
export async function signCheckpoint(
  log: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  keys: readonly NoteSigner[],
  witnesses: readonly NoteSigner[],
  at: number,
): Promise<string> {
  const { origin, size, root } = log;
  const text = formatCheckpoint({ origin, size, root, extensions: [] });
  const note = await signNote(text, keys);
  const cosignatures = await Promise.all(
    witnesses.map((witness) => cosignCheckpoint(text, witness, at)),
  );
  return formatNote({ ...note, signatures: [...note.signatures, ...cosignatures] });
}
