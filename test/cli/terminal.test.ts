import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ApiProblem } from "@sello/api/client";
import { toCliError } from "../../cli/toCliError.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const vectors = join(root, "test/vectors/a54aefb");

test("G.1: every line of the commands goes to the terminal through terminal.ts", () => {
  for (const file of globSync("cli/**/*.ts", { cwd: root })) {
    if (file.endsWith("cli/terminal.ts") || file === "cli/terminal.ts") continue;
    assert.doesNotMatch(readFileSync(join(root, file), "utf8"), /\bconsole\.\w+\(/, file);
  }
});

/** `./sello verify` with a folder of its own, and nothing to be reached. */
function verify(args: readonly string[], folder: string) {
  const env = {
    ...process.env,
    SELLO_DATA_DIR: folder,
    SELLO_CALLER_DIRECTORY: folder,
    NO_COLOR: "1",
  };
  const command = ["--disable-warning=ExperimentalWarning", "cli/main.ts", "verify", ...args];
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

test("G.2: verify --trust FILE never writes that file, offline or not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sello-terminal-"));
  try {
    const note = readFileSync(join(vectors, "trust-list.note"));
    const trust = join(folder, "given.note");
    writeFileSync(trust, note, { mode: 0o444 });
    const before = statSync(trust).mtimeMs;
    const document = join(vectors, "line-break-in-address.sello");
    for (const more of [["--offline"], ["--server", "http://127.0.0.1:9"]]) {
      const { code, output } = await verify([document, "--trust", trust, ...more], folder);
      assert.equal(code, 2, output);
      // B10, in a document of commit a54aefb: its address erases a line and forges another.
      assert.doesNotMatch(output, /^ {2}Issuer: City of Shenzhen/m);
      assert.ok(output.includes("\\u{1b}[2K") && !output.includes("\x1b[2K"), output);
    }
    assert.deepEqual(readFileSync(trust), note);
    assert.equal(statSync(trust).mtimeMs, before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("several files give a line each, and the exit code of the worst", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sello-terminal-"));
  try {
    const trust = ["--offline", "--trust", join(vectors, "trust-list.note")];
    const genuine = join(vectors, "line-break-in-address.sello");
    const broken = join(folder, "broken.sello");
    writeFileSync(broken, "not a document\nVALID");
    const linesOf = (output: string) => output.trim().split("\n");
    const all = await verify([genuine, broken, "missing.sello", ...trust], folder);
    assert.equal(all.code, 1, all.output);
    const [first, second, third] = linesOf(all.output);
    assert.match(first ?? "", /line-break-in-address\.sello: UNKNOWN/);
    assert.match(second ?? "", /broken\.sello: INVALID/);
    assert.match(third ?? "", /^missing\.sello cannot be read/);
    assert.equal((await verify([genuine, genuine, ...trust], folder)).code, 2);
    const json = await verify([genuine, "missing.sello", "--json", ...trust], folder);
    assert.equal(json.code, 66, json.output);
    const [judged, unread] = linesOf(json.output).map((line) => JSON.parse(line));
    assert.deepEqual([judged.name, judged.outcome], [genuine, "unknown"]);
    assert.deepEqual(Object.keys(unread), ["name", "error"]);
    assert.equal((await verify([genuine, broken, "--file", broken], folder)).code, 64);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("B4: an error of the API says what would be right, and obeys nothing that it repeats", () => {
  const rule = { zh: "x", es: "x", en: "As on the card: 0440 and nine digits." };
  const problem = {
    type: "about:blank",
    title: "t",
    status: 422,
    detail: "No.\x1b[2J\nVALID",
    instance: "urn:uuid:0",
    code: "claims.invalid",
    violations: [
      { pointer: "/body/claims/card_number", code: "claim.pattern", message: "m", rule },
    ],
  };
  const message = toCliError(new ApiProblem(problem), "en")?.message ?? "";
  assert.match(message, /As on the card: 0440 and nine digits/);
  assert.ok(!message.includes("\x1b") && !/^VALID/m.test(message), message);
});
