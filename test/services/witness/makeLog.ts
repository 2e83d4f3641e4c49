import assert from "node:assert/strict";
import {
  consistencyProof,
  encodeLogEntry,
  Frontier,
  formatCheckpoint,
  formatNote,
  hashLeaf,
  inclusionProof,
  type LogEntry,
  type NoteSigner,
  signNote,
} from "@sello/sdk/log";
import type { WatchedLog, WatchedLogs } from "../../../services/witness/WatchedLog.ts";

/** Leaves of a log; with another `salt`, of another history from the sixth on. */
export const entriesOf = (size: number, salt = ""): string[] =>
  Array.from({ length: size }, (_, index) => `entry ${index} ${index >= 5 ? salt : ""}`);

/** A log that remembers all its nodes, so that any proof can be made. */
export function makeLog(leaves: readonly (string | LogEntry)[], signer: NoteSigner) {
  const frontier = new Frontier();
  const nodes = new Map<string, Uint8Array>();
  const roots: Uint8Array[] = [frontier.root()];
  for (const leaf of leaves) {
    const data = typeof leaf === "string" ? leaf : encodeLogEntry(leaf);
    for (const node of frontier.append(hashLeaf(data)))
      nodes.set(`${node.level}/${node.index}`, node.hash);
    roots.push(frontier.root());
  }
  const read = ({ level, index }: { level: number; index: number }) => {
    const node = nodes.get(`${level}/${index}`);
    assert.ok(node);
    return node;
  };
  return {
    roots,
    proof: (from: number, to: number) => consistencyProof(from, to, read),
    inclusion: (index: number, size: number) => inclusionProof(index, size, read),
    async checkpoint(at: number, signers = [signer], name = signer.key.name) {
      const root = roots[at];
      assert.ok(root);
      const text = formatCheckpoint({ origin: name, size: at, root, extensions: [] });
      return formatNote(await signNote(text, signers));
    },
  };
}

/** Logs that never change, of which nobody serves anything. */
export const watchedLogs = (...logs: readonly WatchedLog[]): WatchedLogs => ({
  served: { consistency: () => assert.fail(), firstEntry: () => assert.fail() },
  find: (origin) => logs.find((log) => log.origin === origin) ?? null,
  refresh: async () => {},
});
