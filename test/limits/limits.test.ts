import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contractLimits } from "@sello/sdk/log";
import { startPostgres } from "../support/postgres.ts";
import { type AnchoredDocument, World } from "../support/world.ts";
import { LimitChain } from "./LimitChain.ts";
import { LimitReaders } from "./LimitReaders.ts";
import { type Cell, type LimitRow, limitRows, readerNames } from "./limitRows.ts";

// Every limit of the contracts, at its edge and one past it, through everybody who reads what they say. What the contracts
// accept is represented; what is past is refused by them, and where it comes all the same it is represented, or left
// out with a reason.

let chain: LimitChain;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let document: AnchoredDocument;
before(async () => {
  document = await new World({ witnessCount: 1 }).make();
  postgres = await startPostgres();
  chain = await LimitChain.start();
});
after(async () => {
  await chain?.stop();
  await postgres.stop();
});

const found = new Map<string, readonly Cell[]>();

test("every limit has a row, and each row a limit", () => {
  assert.deepEqual(limitRows.map(({ limit }) => limit).sort(), Object.keys(contractLimits).sort());
});

for (const row of limitRows)
  test(`${row.limit}, ${contractLimits[row.limit]}: at the edge and one past it`, async () => {
    const cells = await run(row);
    found.set(
      row.limit,
      readerNames.map((name) => cells[name]),
    );
    assert.deepEqual(cells, row.expected);
  });

test("the table", (t) => {
  for (const line of toLines()) t.diagnostic(line);
  assert.equal(found.size, limitRows.length);
});

async function run(row: LimitRow): Promise<LimitRow["expected"]> {
  await chain.beginAgain();
  await chain.beginDay();
  const { call, events } = row.exceed(chain);
  const early = row.isOnce ? await chain.refusal(call) : null;
  await row.reach(chain);
  const readers = await LimitReaders.open((await postgres.database()).database, document);
  await readers.follow(chain);
  const at = await ask(row, readers, false);
  const refusal = early ?? (await chain.refusal(call)) ?? "accepted";
  await readers.forge(events);
  const past = await ask(row, readers, true);
  const cell = (name: (typeof readerNames)[number]): Cell => {
    if (name === "contract") return ["accepted", refusal];
    const [first, second] = [at.get(name), past.get(name)];
    return first === undefined || second === undefined ? row.expected[name] : [first, second];
  };
  // A reader that is not asked has to say why.
  for (const name of readerNames)
    assert.equal("none" in row.expected[name], name !== "contract" && !at.has(name), name);
  return Object.fromEntries(readerNames.map((name) => [name, cell(name)])) as LimitRow["expected"];
}

async function ask(row: LimitRow, readers: LimitReaders, isPast: boolean) {
  const answers = new Map<string, string>();
  for (const [name, question] of Object.entries(row.questions))
    answers.set(name, await question(readers, isPast));
  return answers;
}

function toLines(): readonly string[] {
  const texts = [...found].map(([limit, cells]) => [limit, ...cells.map(toText)]);
  const rows = [["limit", ...readerNames], ...texts];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((text, i) => text.padEnd(widths?.[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const toText = (cell: Cell): string => ("none" in cell ? "–" : cell.join(" | "));
