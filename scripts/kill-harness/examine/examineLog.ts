import { authorityIdFrom, documentTypeIdFrom } from "@sello/sdk";
import { encodeLogEntry, parseCheckpoint, parseNote } from "@sello/sdk/log";
import { createPublicClient, type Hex, http, parseAbi } from "viem";
import type { Examination, Findings } from "./Examination.ts";
import { merkleRoot } from "./merkleRoot.ts";

type Entry = {
  readonly index: string;
  readonly authority_id: Buffer;
  readonly document_type_id: Buffer;
  readonly batch_root: Buffer;
  readonly count: string;
  readonly anchored_at: string;
  readonly log_root: Buffer;
  readonly batches: number;
  readonly batch_count: number | null;
};

const contract = parseAbi([
  "function root() view returns (bytes32)",
  "function size() view returns (uint64)",
]);
const toHex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

/**
 * Each batch once in the log; the root that we compute ourselves from its entries is the contract's and
 * the checkpoint's; every checkpoint that was ever served or stored is of the same log, earlier.
 */
export async function examineLog(examination: Examination): Promise<Findings> {
  const { database, acknowledged } = examination;
  const { rows } = await database.query<Entry>(
    `select e.*, count(b.id)::int as batches, min(b.count) as batch_count from log_entries e
     left join batches b on b.root = e.batch_root and b.log_index = e.index and b.state = 'anchored'
     group by e.index order by e.index`,
  );
  const violations = rows.flatMap((entry, index) => faultsOf(entry, index));
  const roots = new Set(rows.map(({ batch_root }) => batch_root.toString("hex")));
  if (roots.size !== rows.length) violations.push("a batch is in the log twice");
  const leaves = rows.map(toLeaf);
  const root = merkleRoot(leaves);
  violations.push(...(await compareNow(examination, rows.length, root)));
  const stored = await database.query<{ size: string; root: Buffer }>(
    "select size, root from checkpoints",
  );
  const seen = [
    ...[...acknowledged.checkpoints].map(([size, hex]) => ({ size, hex, from: "served" })),
    ...stored.rows.map((row) => ({
      size: Number(row.size),
      hex: row.root.toString("hex"),
      from: "stored",
    })),
  ];
  for (const { size, hex, from } of seen)
    if (size > leaves.length || merkleRoot(leaves.slice(0, size)).toString("hex") !== hex)
      violations.push(`the ${from} checkpoint of size ${size} is of another log`);
  return {
    figures: { logEntries: rows.length, checkpointsSeen: acknowledged.checkpoints.size },
    violations,
  };
}

function faultsOf(entry: Entry, index: number): string[] {
  const faults: string[] = [];
  if (Number(entry.index) !== index) faults.push(`log: entry ${entry.index} is at ${index}`);
  if (entry.batches !== 1 || entry.batch_count !== Number(entry.count))
    faults.push(`log: entry ${index} has ${entry.batches} batches of ${entry.batch_count}`);
  return faults;
}

const toLeaf = (entry: Entry): Uint8Array =>
  encodeLogEntry({
    authority: authorityIdFrom(entry.authority_id),
    documentType: documentTypeIdFrom(entry.document_type_id),
    batchRoot: entry.batch_root,
    count: Number(entry.count),
    anchoredAt: Number(entry.anchored_at),
  });

async function compareNow(
  { sello, client, database }: Examination,
  size: number,
  root: Buffer,
): Promise<string[]> {
  const violations: string[] = [];
  const answer = await client.ask("/v1/log/checkpoint", "");
  const checkpoint = parseCheckpoint(parseNote(answer?.body ?? "").text);
  if (checkpoint.size !== size || !root.equals(checkpoint.root))
    violations.push(`the checkpoint is of ${checkpoint.size} entries with another root`);
  const { rows } = await database.query<{ log: Buffer }>(
    "select log from deployments where state = 'open'",
  );
  const address = rows[0] && toHex(rows[0].log);
  if (!address) return [...violations, "there is no contract"];
  const chain = createPublicClient({ transport: http(sello.chainUrl) });
  const call = { address, abi: contract } as const;
  const onChain = await chain.readContract({ ...call, functionName: "root" });
  const sizeOnChain = await chain.readContract({ ...call, functionName: "size" });
  if (onChain !== toHex(root) || Number(sizeOnChain) !== size)
    violations.push(
      `the contract has ${sizeOnChain} entries, root ${onChain}; ours: ${size}, ${toHex(root)}`,
    );
  return violations;
}
