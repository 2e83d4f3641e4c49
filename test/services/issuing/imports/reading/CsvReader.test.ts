import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { Random } from "../../../../../scripts/fuzz/Random.ts";
import {
  CsvReader,
  type CsvRow,
} from "../../../../../services/issuing/imports/reading/CsvReader.ts";

function read(text: string, options: { delimiter?: string; chunk?: number; max?: number } = {}) {
  const rows: CsvRow[] = [];
  const { delimiter = ",", max = 1_000, chunk = text.length } = options;
  const reader = new CsvReader({
    delimiter,
    rowCharactersMax: max,
    onRow: (row) => rows.push(row),
  });
  for (let at = 0; at < text.length; at += chunk) reader.push(text.slice(at, at + chunk));
  const open = reader.end();
  return { rows, open };
}

type Short = [line: number, ...cells: string[]];
const short = (rows: readonly CsvRow[]): Short[] => rows.map(({ line, cells }) => [line, ...cells]);

const cases: Record<string, { text: string; delimiter?: string; rows: Short[] }> = {
  "line ends of all kinds": {
    text: "a,b\r\nc,d\ne,f\rg,h\r\r\n\ni",
    rows: [
      [1, "a", "b"],
      [2, "c", "d"],
      [3, "e", "f"],
      [4, "g", "h"],
      [5, ""],
      [6, ""],
      [7, "i"],
    ],
  },
  "line ends inside quotes": {
    text: 'a,"1\n2\r\n3\r4",b\nc\n',
    rows: [
      [1, "a", "1\n2\r\n3\r4", "b"],
      [5, "c"],
    ],
  },
  "doubled quotes": {
    text: '"a""\n""b",c\nd',
    rows: [
      [1, 'a"\n"b', "c"],
      [3, "d"],
    ],
  },
  "spaces around quotes": {
    text: ' "a,b" ,　"c"\t\nd',
    rows: [
      [1, "a,b", "c"],
      [2, "d"],
    ],
  },
  "numbers that are kept as text": {
    text: '="0,1", ="02"\nx',
    rows: [
      [1, "0,1", "02"],
      [2, "x"],
    ],
  },
  "another delimiter": { text: 'a;"b\nc"\n', delimiter: ";", rows: [[1, "a", "b\nc"]] },
  "a tab": { text: 'a\t"b"\t\tc', delimiter: "\t", rows: [[1, "a", "b", "", "c"]] },
  "empty cells": {
    text: ',\n"",""\n',
    rows: [
      [1, "", ""],
      [2, "", ""],
    ],
  },
};

for (const [name, { text, delimiter, rows }] of Object.entries(cases)) {
  test(`wherever the pieces end: ${name}`, () => {
    for (let chunk = 1; chunk <= text.length; chunk += 1) {
      const found = read(text, { chunk, ...(delimiter === undefined ? {} : { delimiter }) });
      assert.deepEqual([short(found.rows), found.open], [rows, null], `pieces of ${chunk}`);
      assert.ok(found.rows.every(({ fault }) => fault === null));
    }
  });
}

test("a quote in the wrong place spoils its row alone, and a row over the limit is passed over", () => {
  for (const chunk of [1, 7, 64, 5_000]) {
    const { rows } = read('5" pipe,x\n"a"b,c\nd,e"f\n"g""h"\n', { chunk });
    assert.deepEqual(
      rows.map(({ line, fault }) => [line, fault]),
      [
        [1, "quotes"],
        [2, "quotes"],
        [3, "quotes"],
        [4, null],
      ],
    );
    const long = read(`a\n"${"x\n".repeat(600)}",b\nc\n`, { chunk, max: 100 });
    assert.deepEqual(
      long.rows.map(({ line, fault }) => [line, fault]),
      [
        [1, null],
        [2, "long"],
        [603, null],
      ],
    );
  }
});

test("quotes that never close are said by the line where they began", () => {
  assert.equal(read('a\nb,"c\nd\n').open, 2);
});

test("what was written is what is read, and as csv-parse reads it", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const random = new Random(seed);
  const pieces = ["a", "王", '"', ",", ";", "\n", "\r", "\r\n", " ", "0", "𠮷", ""];
  for (let round = 0; round < 400; round += 1) {
    const rows = Array.from({ length: 1 + random.below(5) }, () =>
      Array.from({ length: 1 + random.below(4) }, () =>
        Array.from({ length: random.below(4) }, () => random.pick(pieces)).join(""),
      ),
    );
    const lineEnd = random.pick(["\n", "\r", "\r\n"]);
    const quoteAll = random.below(2) === 0;
    const write = (cell: string) =>
      quoteAll || /[",\r\n;]|^ | $|^$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const text = rows.map((row) => row.map(write).join(",")).join(lineEnd) + lineEnd;
    const found = read(text, { chunk: 1 + random.below(9) });
    assert.deepEqual(
      found.rows.map(({ cells }) => cells),
      rows,
      `SEED=${seed} round ${round}`,
    );
    const other = parse(text, { record_delimiter: lineEnd, relax_column_count: true });
    assert.deepEqual(
      found.rows.map(({ cells }) => cells),
      other,
      `SEED=${seed} round ${round}`,
    );
  }
});
