import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Rejection } from "../../../../services/issuing/imports/Import.ts";
import type { FileHeader } from "../../../../services/issuing/imports/reading/FileRow.ts";
import type { RecordsForm } from "../../../../services/issuing/imports/reading/readRecords.ts";
import { receiveFile } from "../../../../services/issuing/imports/receiveFile.ts";
import type { Segment } from "../../../../services/issuing/imports/Segment.ts";
import { unpackRows } from "../../../../services/issuing/imports/segmentRows.ts";

async function receive(
  file: Buffer | string,
  options: Partial<RecordsForm> & { chunk?: number } = {},
) {
  const bytes = Buffer.from(file as string);
  const segments: Segment[] = [];
  const rejections: Rejection[] = [];
  let header: FileHeader | null = null;
  const step = options.chunk ?? 65_536;
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  };
  const received = await receiveFile(
    chunks(),
    { format: "csv", ...options },
    {
      header: async (found) => {
        header = found;
      },
      segment: async (segment) => void segments.push(segment),
      rejections: async (more) => void rejections.push(...more),
    },
  );
  return { received, segments, rejections, header };
}

/** Line and content of every row, as a worker reads them. */
const rowsOf = (segments: readonly Segment[], format: RecordsForm["format"] = "csv") =>
  segments.flatMap((segment) =>
    unpackRows({ format, header: null, segment }).map((row) =>
      "cells" in row ? [row.line, ...row.cells] : "json" in row ? [row.line, row.json] : [row.line],
    ),
  );

const mark = "\ufeff";

test("the same file gives the same segments, with a byte order mark or without", async () => {
  for (const chunk of [1, 2, 3, 100_000]) {
    for (const start of ["", mark]) {
      const text = `${start}name,number\r\n张三,1\r\n李四,2\r\n`;
      const { header, segments, received } = await receive(text, { chunk });
      assert.deepEqual(header, { delimiter: ",", columns: ["name", "number"] });
      assert.equal(segments.length, 1);
      assert.deepEqual(
        { ...segments[0], content: rowsOf(segments) },
        {
          number: 0,
          firstLine: 2,
          rows: 2,
          cleaned: 0,
          content: [
            [2, "张三", "1"],
            [3, "李四", "2"],
          ],
        },
      );
      assert.equal(received.bytes, Buffer.byteLength(text));
      assert.deepEqual(received.sha256, createHash("sha256").update(text).digest());
    }
  }
});

test("the delimiter is found, or given", async () => {
  for (const delimiter of [",", ";", "\t"]) {
    const text = ["a", "b", '"c,;\td"'].join(delimiter);
    const { header } = await receive(`${text}\n1${delimiter}2${delimiter}3\n`);
    assert.deepEqual(header, { delimiter, columns: ["a", "b", "c,;\td"] });
  }
  const given = await receive("a;b;c,d\n1\n", { delimiter: "," });
  assert.deepEqual(given.header, { delimiter: ",", columns: ["a;b;c", "d"] });
});

test("segments end at row ends, and number their lines through", async () => {
  const rows = Array.from({ length: 2_500 }, (_, n) => `"${n}\nx",y`);
  const { segments } = await receive(`a,b\n${rows.join("\n")}\n`);
  assert.deepEqual(
    segments.map(({ number, firstLine, rows: count }) => ({ number, firstLine, count })),
    [
      { number: 0, firstLine: 2, count: 1_000 },
      { number: 1, firstLine: 2_002, count: 1_000 },
      { number: 2, firstLine: 4_002, count: 500 },
    ],
  );
});

test("a cell of 10 MB is reported with its line; the rows around it are kept", async () => {
  const cell = "x\n".repeat(5 * 1024 * 1024);
  const { segments, rejections } = await receive(`a,b\n1,2\n"${cell}",3\n4,5\n`);
  assert.deepEqual(
    rejections.map(({ line, violations }) => [line, violations[0]?.code]),
    [[3, "row.too_long"]],
  );
  assert.deepEqual(rowsOf(segments), [
    [2, "1", "2"],
    [4 + 5 * 1024 * 1024, "4", "5"],
  ]);
});

const gbk = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]); // 张三
const latin1 = Buffer.from("José", "latin1");
const lines = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const refused: Record<string, [file: Buffer | string, code: string, data: object]> = {
  "GBK in a row": [
    lines("a,b\n1,2\n", gbk, ",3\n"),
    "import.encoding",
    { line: 3, looksLike: "gb18030" },
  ],
  "GBK in the header": [
    lines(gbk, ",b\n1,2\n"),
    "import.encoding",
    { line: 1, looksLike: "gb18030" },
  ],
  "Latin-1 after a quoted line end": [
    lines('a,b\n"x\ny",2\n', latin1, ",3\n"),
    "import.encoding",
    { line: 4, looksLike: "windows-1252" },
  ],
  "UTF-16 with a mark": [
    Buffer.from("\ufeffa,b\n1,2\n", "utf16le"),
    "import.encoding",
    { line: 1, looksLike: "utf-16le" },
  ],
  "UTF-16 without": [
    Buffer.from("a,b\n1,2\n", "utf16le").swap16(),
    "import.encoding",
    { line: 1, looksLike: "utf-16be" },
  ],
  "nothing at all": ["", "import.empty", {}],
  "a header and no rows": ["a,b\r\n\r\n", "import.empty", {}],
  "quotes that swallow a line": ['a,b\n1,"2\n3,"4\n', "import.quotes", { line: 2 }],
  "an archive": ["PK\x03\x04…", "import.format", { looksLike: "xlsx" }],
  "a delimiter of its own": ["sep=^\na^b\n1^2\n", "import.delimiter", { line: 1 }],
  "quotes that never close": ['a,b\n1,2\n"3,4\n5,6\n', "import.quotes", { line: 3 }],
};

for (const [name, [file, code, data]] of Object.entries(refused)) {
  test(`refused as a whole: ${name}`, async () => {
    for (const chunk of [1, 65_536]) {
      await assert.rejects(receive(file, { chunk }), { name: "ImportRefused", code, data });
    }
  });
}

test("a file over the limit is refused while it comes in", async () => {
  const chunk = Buffer.from("{}\n".repeat(1_000));
  let given = 0;
  const chunks = async function* () {
    for (;;) {
      given += chunk.length;
      yield chunk;
    }
  };
  const nowhere = async () => {};
  const sink = { header: nowhere, segment: nowhere, rejections: nowhere };
  await assert.rejects(receiveFile(chunks(), { format: "ndjson", bytesMax: 100_000 }, sink), {
    code: "import.too_large",
    status: 413,
    data: { limit: 100_000, unit: "bytes" },
  });
  assert.ok(given <= 100_000 + chunk.length);
});

test("lines of JSON: blank ones are no rows, every row keeps its line, whatever ends it", async () => {
  for (const end of ["\n", "\r", "\r\n"]) {
    const lines = ["", "", '{"a":1}', " ", '{"b":2}', "", "[1]"];
    for (const chunk of [1, 100]) {
      const { segments } = await receive(lines.join(end), { format: "ndjson", chunk });
      const expected = [
        [3, '{"a":1}'],
        [5, '{"b":2}'],
        [7, "[1]"],
      ];
      assert.deepEqual(rowsOf(segments, "ndjson"), expected);
    }
  }
});

test("a JSON array is its elements, each with its line", async () => {
  const text = '\n[\n {"a":"]},"},\r\n\n {"b":\n [1,{"c":"\\""}]}, 5,"x, y"\r]\n';
  for (const chunk of [1, 3, 100]) {
    const { segments } = await receive(text, { format: "ndjson", chunk });
    assert.deepEqual(rowsOf(segments, "ndjson"), [
      [3, '{"a":"]},"}'],
      [5, '{"b":\n [1,{"c":"\\""}]}'],
      [6, "5"],
      [6, '"x, y"'],
    ]);
  }
  for (const broken of [
    '[{"a":1}',
    '[{"a":1} {"b":2}]',
    '[{"a":1}]\n{"b":2}',
    '[{"a":1},,{"b":2}]',
    '{\n"a":1\n}',
  ])
    await assert.rejects(receive(broken, { format: "ndjson" }), { code: "import.json" });
});

test("a file of blank lines takes no memory", async () => {
  const blank = "\n".repeat(4 * 1024 * 1024);
  const { segments } = await receive(`{"a":1}\n${blank}{"a":2}`, { format: "ndjson" });
  assert.deepEqual(
    rowsOf(segments, "ndjson").map(([line]) => line),
    [1, blank.length + 2],
  );
});

test("a header beyond its limit is refused before the file is whole", async () => {
  const endless = async function* () {
    for (;;) yield Buffer.from("name,".repeat(5_000));
  };
  const nowhere = async () => {};
  const sink = { header: nowhere, segment: nowhere, rejections: nowhere };
  await assert.rejects(receiveFile(endless(), { format: "csv" }, sink), {
    code: "import.header_unreadable",
  });
});
