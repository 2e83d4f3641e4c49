import assert from "node:assert/strict";
import { test } from "node:test";
import { RowSplitter } from "../../../../services/issuing/imports/RowSplitter.ts";

type Row = { line: number; text: string | null };

function split(
  text: string,
  options: { delimiters?: string | null; chunk?: number; max?: number },
) {
  const rows: Row[] = [];
  const splitter = new RowSplitter({
    delimiters: options.delimiters === undefined ? "," : options.delimiters,
    rowBytesMax: options.max ?? 1_000,
    onRow: ({ line, bytes }) => rows.push({ line, text: bytes?.toString("utf8") ?? null }),
  });
  const bytes = Buffer.from(text);
  const step = options.chunk ?? bytes.length;
  for (let at = 0; at < bytes.length; at += step) splitter.push(bytes.subarray(at, at + step));
  return { rows, openLine: splitter.end() };
}

const cases: Record<string, { text: string; delimiters?: string | null; rows: Row[] }> = {
  "line ends of both kinds": {
    text: "a,b\r\nc,d\ne",
    rows: [row(1, "a,b"), row(2, "c,d"), row(3, "e")],
  },
  "line ends inside quotes": {
    text: 'a,"1\n2\r\n3",b\nc\n',
    rows: [row(1, 'a,"1\n2\r\n3",b'), row(4, "c")],
  },
  "doubled quotes": { text: '"a""\n""b",c\nd', rows: [row(1, '"a""\n""b",c'), row(3, "d")] },
  "a quote in an unquoted field opens nothing": {
    text: '5" pipe,x\ny',
    rows: [row(1, '5" pipe,x'), row(2, "y")],
  },
  "blank rows": { text: "a\n\n\nb\n", rows: [row(1, "a"), row(2, ""), row(3, ""), row(4, "b")] },
  "quotes mean nothing without a delimiter": {
    text: '{"a":"\n"x\n',
    delimiters: null,
    rows: [row(1, '{"a":"'), row(2, '"x')],
  },
  "another delimiter": { text: 'a;"b\nc"\n', delimiters: ";", rows: [row(1, 'a;"b\nc"')] },
  "characters of several bytes": { text: "张,三\n李,四", rows: [row(1, "张,三"), row(2, "李,四")] },
};

function row(line: number, text: string | null): Row {
  return { line, text };
}

for (const [name, { text, delimiters, rows }] of Object.entries(cases)) {
  test(`wherever the chunks end: ${name}`, () => {
    for (let chunk = 1; chunk <= Buffer.byteLength(text); chunk += 1) {
      const found = split(text, { chunk, ...(delimiters === undefined ? {} : { delimiters }) });
      assert.deepEqual(found, { rows, openLine: null }, `chunks of ${chunk}`);
    }
  });
}

test("a row over the limit is passed over, and the next one is found", () => {
  for (const chunk of [1, 7, 64, 5_000]) {
    const found = split(`a\n"${"x\n".repeat(600)}",b\nc\n`, { chunk, max: 100 });
    assert.deepEqual(found.rows, [row(1, "a"), row(2, null), row(603, "c")]);
  }
  assert.deepEqual(split(`${"x".repeat(101)}`, { max: 100 }).rows, [row(1, null)]);
  assert.deepEqual(split(`${"x".repeat(100)}`, { max: 100 }).rows, [row(1, "x".repeat(100))]);
});

test("quotes that never close are told by the line where they began", () => {
  assert.equal(split('a\nb,"c\nd\n', {}).openLine, 2);
});
