/**
 * In a process of its own: one document judged with a trust list that was just fetched. Reads `AloneTask` as JSON from its
 * standard input, and writes `AloneFigures`. Run with --expose-gc.
 */
import {
  parseFoundEntries,
  parsePresentation,
  parseStatusListToken,
  parseTrustList,
  verify,
  verifyTrustList,
  withAllEntries,
  withEntries,
} from "@sello/sdk";

export type AloneTask = {
  readonly pinned: { readonly keys: readonly string[]; readonly quorum: number };
  readonly note: string;
  /** Some entries with their paths (`found`), or all of them. */
  readonly entries: string;
  readonly isWhole: boolean;
  readonly file: string;
  readonly status: string;
  readonly now: number;
};

export type AloneFigures = {
  readonly outcome: string;
  readonly ms: number;
  readonly heapMib: number;
  readonly residentMib: number;
};

let input = "";
for await (const piece of process.stdin.setEncoding("utf8")) input += piece;
const task = JSON.parse(input) as AloneTask;
input = "";

const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
collect();
const before = process.memoryUsage();
const began = performance.now();
const head = await verifyTrustList(parseTrustList(task.note), task.pinned);
const list = task.isWhole
  ? withAllEntries(head, task.entries)
  : withEntries(head, parseFoundEntries(task.entries));
const status = await parseStatusListToken(task.status);
const { outcome } = await verify(parsePresentation(task.file), list, [status], {}, task.now);
const ms = performance.now() - began;
const after = process.memoryUsage();
const mib = (bytes: number): number => bytes / 2 ** 20;
console.log(
  JSON.stringify({
    outcome,
    ms,
    heapMib: mib(after.heapUsed + after.external - before.heapUsed - before.external),
    residentMib: mib(after.rss - before.rss),
  } satisfies AloneFigures),
);
