import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "../../cli/CliError.ts";
import { parseArguments } from "../../cli/parseArguments.ts";

const options = {
  key: { type: "string" },
  output: { type: "string", short: "o" },
  wait: { type: "boolean" },
} as const;
const parse = (...args: string[]) => {
  const { options: found, words } = parseArguments(options, args);
  return [{ ...found }, [...words]];
};

test("a value may begin with a dash, after long and short options", () => {
  const thumbprint = "-ryYNdvyqfxCeLOkevsw6enO95REkN2UP8AMkVuGPOM";
  assert.deepEqual(parse("end", "--key", thumbprint, "--wait"), [
    { key: thumbprint, wait: true },
    ["end"],
  ]);
  assert.deepEqual(parse("-o", "-x.sello"), [{ output: "-x.sello" }, []]);
  assert.deepEqual(parse("--key", "--not-an-option"), [{ key: "--not-an-option" }, []]);
  assert.deepEqual(parse(`--key=${thumbprint}`), [{ key: thumbprint }, []]);
  assert.deepEqual(parse("-o", "-"), [{ output: "-" }, []]);
});

test("what is an option of the command is never taken for a value", () => {
  for (const args of [
    ["--key", "--wait"],
    ["--key", "-o", "x"],
    ["--key", "--output=x"],
    ["--key", "--help"],
    ["--key", "--"],
    ["--key"],
    ["--nothing", "x"],
    ["-z"],
  ])
    assert.throws(() => parse(...args), UsageError, args.join(" "));
});

test("after two dashes all are words", () => {
  assert.deepEqual(parse("--wait", "--", "--key", "-a"), [{ wait: true }, ["--key", "-a"]]);
});
