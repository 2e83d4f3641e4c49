import { authorityIdFrom, documentTypeIdFrom } from "@sello/sdk";
import { encodeLogEntry, parseCheckpoint, parseNote } from "@sello/sdk/log";
import { createPublicClient, type Hex, http, parseAbi } from "viem";
import type { Examination, Findings } from "./Examination.ts";
import { leafHash, merkleRoot } from "./merkleRoot.ts";

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

type Log = {
  readonly id: number;
  readonly origin: string;
  readonly state: string;
  readonly log: Buffer;
  readonly embedded: boolean;
  readonly sealed_size: string | null;
  readonly sealed_root: Buffer | null;
};

/** What came out of a log before: what its successor's first entry has to say. */
type End = { readonly size: number; readonly root: Buffer };

/**
 * Each batch once in one of the logs; the root that we compute ourselves from a log's entries is the contract's and
 * the checkpoint's; every checkpoint that was ever served or stored is of the same log, earlier. A log that follows
 * another begins with that one's end.
 */
export async function examineLog(examination: Examination): Promise<Findings> {
  const { database, acknowledged } = examination;
  const { rows: logs } = await database.query<Log>(
    `select d.id, d.origin, d.state, d.log, c.embedded, d.sealed_size, d.sealed_root
     from deployments d join chains c on c.id = d.chain order by d.id`,
  );
  const violations: string[] = [];
  const roots: string[] = [];
  let entries = 0;
  let before: End | null = null;
  for (const log of logs) {
    const { rows } = await database.query<Entry>(
      `select e.*, count(b.id)::int as batches, min(b.count) as batch_count from log_entries e
       left join batches b on b.deployment = e.deployment and b.root = e.batch_root
         and b.log_index = e.index and b.state = 'anchored'
       where e.deployment = $1 group by e.deployment, e.index order by e.index`,
      [log.id],
    );
    violations.push(...rows.flatMap((entry, index) => faultsOf(entry, index, before)));
    const own = before === null ? rows : rows.slice(1);
    roots.push(...own.map(({ batch_root }) => batch_root.toString("hex")));
    const leaves = rows.map((row) => leafHash(toLeaf(row)));
    before = { size: rows.length, root: merkleRoot(leaves) };
    violations.push(...(await compareNow(examination, log, before)));
    violations.push(...(await compareCheckpoints(examination, log, leaves)));
    entries += rows.length;
  }
  if (new Set(roots).size !== roots.length) violations.push("a batch is in the logs twice");
  const checkpointsSeen = acknowledged.checkpoints.length;
  return { figures: { logs: logs.length, logEntries: entries, checkpointsSeen }, violations };
}

function faultsOf(entry: Entry, index: number, before: End | null): string[] {
  if (Number(entry.index) !== index) return [`log: entry ${entry.index} is at ${index}`];
  if (index === 0 && before !== null) {
    const isEnd = Number(entry.count) === before.size && before.root.equals(entry.batch_root);
    return isEnd && entry.batches === 0 ? [] : ["log: it does not begin with its predecessor"];
  }
  return entry.batches === 1 && entry.batch_count === Number(entry.count)
    ? []
    : [`log: entry ${index} has ${entry.batches} batches of ${entry.batch_count}`];
}

async function compareCheckpoints(
  { database, acknowledged }: Examination,
  { id, origin }: Log,
  leaves: readonly Buffer[],
): Promise<string[]> {
  const { rows } = await database.query<{ size: string; root: Buffer }>(
    "select size, root from checkpoints where deployment = $1",
    [id],
  );
  const served = acknowledged.checkpoints.filter((each) => each.origin === origin);
  const seen = [
    ...served.map(({ size, root }) => ({ size, root, from: "served" })),
    ...rows.map((row) => ({
      size: Number(row.size),
      root: row.root.toString("hex"),
      from: "stored",
    })),
  ];
  return seen
    .filter(
      ({ size, root }) =>
        size > leaves.length || merkleRoot(leaves.slice(0, size)).toString("hex") !== root,
    )
    .map(({ size, from }) => `the ${from} checkpoint of size ${size} is not of ${origin}`);
}

const toLeaf = (entry: Entry): Uint8Array =>
  encodeLogEntry({
    authority: authorityIdFrom(entry.authority_id),
    documentType: documentTypeIdFrom(entry.document_type_id),
    batchRoot: entry.batch_root,
    count: Number(entry.count),
    anchoredAt: Number(entry.anchored_at),
  });

/** With the checkpoint and the contract; of a log that is sealed, with what was noted as its end. */
async function compareNow(
  { sello, client, otherChainUrl }: Examination,
  { origin, state, log, embedded, sealed_size, sealed_root }: Log,
  { size, root }: End,
): Promise<string[]> {
  const violations: string[] = [];
  const answer = await client.ask(`/v1/log/checkpoint?log=${encodeURIComponent(origin)}`, "");
  const checkpoint = parseCheckpoint(parseNote(answer?.body ?? "").text);
  if (checkpoint.size !== size || !root.equals(checkpoint.root))
    violations.push(`the checkpoint is of ${checkpoint.size} entries with another root`);
  if (state !== "open") {
    const isEnd = Number(sealed_size) === size && sealed_root !== null && root.equals(sealed_root);
    return isEnd ? violations : [...violations, `${origin} did not end where it was sealed`];
  }
  const url = embedded ? sello.chainUrl : (otherChainUrl ?? undefined);
  const chain = createPublicClient({ transport: http(url) });
  const call = { address: toHex(log), abi: contract } as const;
  const onChain = await chain.readContract({ ...call, functionName: "root" });
  const sizeOnChain = await chain.readContract({ ...call, functionName: "size" });
  if (onChain !== toHex(root) || Number(sizeOnChain) !== size)
    violations.push(
      `the contract has ${sizeOnChain} entries, root ${onChain}; ours: ${size}, ${toHex(root)}`,
    );
  return violations;
}
