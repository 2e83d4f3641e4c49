import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { formatSelloFile, ownSigners, parseTrustList, present, toAuthorityId } from "@sello/sdk";
import { formatAllEntries } from "@sello/sdk/trust";
import type { Database } from "../../services/platform/database/Database.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { issOf, worldTimes, worldTypes } from "../../test/support/world.ts";
import { ManyAuthorities } from "../authorities/ManyAuthorities.ts";
import type { AloneFigures, AloneTask } from "../authorities/verifyAlone.ts";
import { median } from "../measure/quantile.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const counts: Readonly<Record<Scale, number>> = { quick: 500, usual: 10_000, large: 20_000 };
const changes = 5;
const script = fileURLToPath(new URL("../authorities/verifyAlone.ts", import.meta.url));
const compress = promisify(brotliCompress);

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const result = await work();
  return [result, performance.now() - began];
}

const entriesStored = async (database: Database): Promise<number> =>
  Number((await database.query("select count(*) from trust_entries")).rows[0]?.count);

/** Publishing: all of it once, then one change after the other. */
async function measurePublishing(city: ManyAuthorities, database: Database): Promise<Figure[]> {
  const [, first] = await timed(() => city.lists.current());
  const times: number[] = [];
  const before = await entriesStored(database);
  for (let i = 0; i < changes; i += 1) {
    city.change();
    times.push((await timed(() => city.lists.current()))[1]);
  }
  const stored = ((await entriesStored(database)) - before) / changes;
  return [
    { name: "first list: built, signed, stored", value: first, unit: "ms" },
    { name: "one authority changes: the next list", value: median(times), unit: "ms" },
    {
      name: "one authority changes: entries stored",
      value: stored,
      unit: "entries",
      aim: { atMost: 1 },
    },
  ];
}

async function verifyAlone(task: AloneTask): Promise<AloneFigures> {
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--disable-warning=ExperimentalWarning", script],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  child.stdin.end(JSON.stringify(task));
  let output = "";
  for await (const piece of child.stdout.setEncoding("utf8")) output += piece;
  const figures = JSON.parse(output) as AloneFigures;
  if (figures.outcome !== "valid") throw new Error(`the document is ${figures.outcome}`);
  return figures;
}

async function fileOf({ world }: ManyAuthorities): Promise<string> {
  const { document, proof } = await world.make();
  return formatSelloFile({ document: await present(document, ["age_over_18", "district"]), proof });
}

/** What one verifier fetches and holds, with some entries and with all. */
async function measureVerifying(city: ManyAuthorities): Promise<Figure[]> {
  const note = await city.lists.current();
  const { head } = parseTrustList(note);
  const asked = {
    authorities: [toAuthorityId(issOf("futian-police"))],
    documentTypes: [worldTypes.resident.id],
  };
  const found = JSON.stringify(await city.lists.find(head.version, asked));
  const { authorities, documentTypes } = await city.lists.entries(head.version);
  const whole = formatAllEntries(authorities.entries, documentTypes.entries);
  const common = {
    pinned: ownSigners(parseTrustList(note)),
    note,
    file: await fileOf(city),
    status: await city.world.statusToken(),
    now: worldTimes.now,
  };
  const some = await verifyAlone({ ...common, entries: found, isWhole: false });
  const all = await verifyAlone({ ...common, entries: whole, isWhole: true });
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const packed = async (text: string) => (await compress(text, { params })).length;
  const bytes = Buffer.byteLength(note) + Buffer.byteLength(found);
  return [
    {
      name: "one verification: head and entries fetched",
      value: bytes,
      unit: "bytes",
      aim: { atMost: 102_400 },
    },
    {
      name: "the same, compressed",
      value: (await packed(note)) + (await packed(found)),
      unit: "bytes",
    },
    {
      name: "one verification: memory",
      value: some.heapMib,
      unit: "MiB",
      aim: { atMost: 10 },
      note: resident(some),
    },
    { name: "first verdict, in a new process", value: some.ms, unit: "ms" },
    { name: "the whole list", value: Buffer.byteLength(whole), unit: "bytes" },
    { name: "the whole list, compressed", value: await packed(whole), unit: "bytes" },
    { name: "with the whole list: memory", value: all.heapMib, unit: "MiB", note: resident(all) },
    { name: "with the whole list: first verdict", value: all.ms, unit: "ms" },
  ];
}

const resident = ({ residentMib }: AloneFigures): string =>
  `Resident size grew by ${residentMib.toFixed(1)} MiB, code that was compiled meanwhile included.`;

export const authorities: Suite = {
  name: "authorities",
  summary: "a trust list of very many authorities: published, and used for one verification",
  async run(scale) {
    const postgres = await startPostgres();
    try {
      const { database } = await postgres.database();
      const city = await ManyAuthorities.found(database, counts[scale]);
      return [...(await measurePublishing(city, database)), ...(await measureVerifying(city))];
    } finally {
      await postgres.stop();
    }
  },
};
