import { type AuthorityId, fromHex, type Hex, SelloError as SdkError, toHex } from "@sello/sdk";
import { decodeStatusChanges } from "@sello/sdk/log";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { ChainEvent, Projection } from "../ledger/Projection.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { StatusContradiction } from "./errors.ts";
import { type KnownList, type ListEvent, StatusFold, wordOf } from "./StatusFold.ts";
import type { StatusWord } from "./StatusWord.ts";

// An officer's own transaction may name any list of 64 bits. No document is in one beyond these, and
// a number too large for its column must not stop the indexer.
const LIST_MAX = 2n ** 31n - 1n;

type PlacedEvent = ListEvent & { readonly blockNumber: bigint; readonly logIndex: number };

const isStatusChange = (event: ChainEvent): boolean =>
  event.contract === "StatusLists" &&
  event.name === "StatusChanged" &&
  BigInt(event.args.list as string) <= LIST_MAX;

/**
 * Keeps the status lists: every word with its history (`status_words`), folded from the contract's events, and
 * every head (`status_heads`). Events that do not give the heads they state are not applied
 * (`StatusContradiction`).
 */
export class StatusProjection implements Projection {
  readonly name = "status";
  readonly #deployment: DeploymentId;

  constructor(deployment: DeploymentId = firstDeployment) {
    this.#deployment = deployment;
  }

  async apply(tx: Transaction, events: readonly ChainEvent[]): Promise<void> {
    const changes = events.filter(isStatusChange).map(toPlacedEvent);
    const [first] = changes;
    if (first === undefined) return;
    // Blocks come whole and in order: what is stored of these or of later ones is from an earlier reading.
    await this.revertAfter(tx, first.blockNumber - 1n);
    const lists = await loadLists(tx, changes);
    const words = changes.map((event) => lists.get(keyOf(event))?.apply(event) ?? []);
    await insertHeads(tx, this.#deployment, changes);
    await insertWords(tx, this.#deployment, changes, words);
  }

  async revertAfter(tx: Transaction, blockNumber: bigint): Promise<void> {
    for (const table of ["status_words", "status_heads"])
      await tx.query(`delete from ${table} where deployment = $1 and block_number > $2`, [
        this.#deployment,
        String(blockNumber),
      ]);
  }
}

/** Throws `StatusContradiction` `status.event`. */
function toPlacedEvent(event: ChainEvent): PlacedEvent {
  const { blockNumber, logIndex, args } = event;
  const text = (name: string) => args[name] as Hex;
  const changes = text("changes");
  try {
    return {
      owner: text("owner") as AuthorityId,
      list: BigInt(text("list")),
      acting: text("acting") as AuthorityId,
      officer: text("officer"),
      timestamp: BigInt(text("timestamp")),
      changes,
      decoded: decodeStatusChanges(changes),
      head: text("head"),
      blockNumber,
      logIndex,
    };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    const data = { block: String(blockNumber), logIndex, changes, reason: error.message };
    throw new StatusContradiction("status.event", "An event is not of the contract's form.", data);
  }
}

const keyOf = ({ owner, list }: ListEvent): string => `${owner}/${list}`;

/** The lists that the events change, as they stand before, with the words that the events change. */
async function loadLists(
  tx: Transaction,
  events: readonly PlacedEvent[],
): Promise<ReadonlyMap<string, StatusFold>> {
  const lists = new Map<string, StatusFold>();
  for (const [key, ofList] of Map.groupBy(events, keyOf))
    lists.set(key, new StatusFold(await loadList(tx, ofList)));
  return lists;
}

async function loadList(tx: Transaction, events: readonly PlacedEvent[]): Promise<KnownList> {
  const [{ owner, list } = { owner: "0x", list: 0n }] = events;
  const heads = await tx.query<{ head: Buffer }>(
    `select head from status_heads where authority_id = $1 and list = $2
     order by deployment desc, block_number desc, log_index desc limit 1`,
    [fromHex(owner as Hex), String(list)],
  );
  const touched = new Set(events.flatMap(({ decoded }) => decoded.map(wordOf)));
  const words = await tx.query<StatusWord>(
    `select t.word, w.flags from unnest($3::int[]) as t (word) cross join lateral (
       select flags from status_words
       where authority_id = $1 and list = $2 and word = t.word
       order by deployment desc, block_number desc, log_index desc limit 1) w`,
    [fromHex(owner as Hex), String(list), [...touched]],
  );
  const head = heads.rows[0]?.head;
  return {
    head: head === undefined ? undefined : toHex(head),
    words: new Map(words.rows.map(({ word, flags }) => [word, flags])),
  };
}

async function insertHeads(
  tx: Transaction,
  deployment: DeploymentId,
  events: readonly PlacedEvent[],
): Promise<void> {
  await tx.query(
    `insert into status_heads (authority_id, list, block_number, log_index, head, deployment)
     select *, $6 from unnest($1::bytea[], $2::int[], $3::bigint[], $4::int[], $5::bytea[])`,
    [
      events.map(({ owner }) => fromHex(owner)),
      events.map(({ list }) => String(list)),
      events.map(({ blockNumber }) => String(blockNumber)),
      events.map(({ logIndex }) => logIndex),
      events.map(({ head }) => fromHex(head)),
      deployment,
    ],
  );
}

async function insertWords(
  tx: Transaction,
  deployment: DeploymentId,
  events: readonly PlacedEvent[],
  words: readonly (readonly StatusWord[])[],
): Promise<void> {
  const rows = events.flatMap((event, i) =>
    (words[i] ?? []).map((word) => ({ ...event, ...word })),
  );
  await tx.query(
    `insert into status_words (authority_id, list, word, flags, acting_authority, block_number,
       log_index, block_time, deployment)
     select *, $9 from unnest($1::bytea[], $2::int[], $3::int[], $4::bytea[], $5::bytea[], $6::bigint[],
       $7::int[], $8::bigint[])`,
    [
      rows.map(({ owner }) => fromHex(owner)),
      rows.map(({ list }) => String(list)),
      rows.map(({ word }) => word),
      rows.map(({ flags }) => flags),
      rows.map(({ acting }) => fromHex(acting)),
      rows.map(({ blockNumber }) => String(blockNumber)),
      rows.map(({ logIndex }) => logIndex),
      rows.map(({ timestamp }) => String(timestamp)),
      deployment,
    ],
  );
}
