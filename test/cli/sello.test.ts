import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

// The entrance itself, with an npm and a Node that only note what they were told.
const entrance = fileURLToPath(new URL("../../sello", import.meta.url));
let folder = "";
let clone = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sello-entrance-")));
  clone = makeClone("clone");
  program("bin/node", '[ "$1" = --version ] && echo v24.1.0 || echo "ran in $PWD: $*"');
  program("bin/npm", npm());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeClone(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  copyFileSync(entrance, join(path, "sello"));
  writeFileSync(join(path, "package-lock.json"), "first");
  return path;
}

function program(path: string, script: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, path), 0o755);
}

/** Notes its words and its cache, and leaves what npm leaves. */
const npm = (then = "") => `
  echo "cache=\${npm_config_cache:-home} $*" >> '${folder}/npm.log'
  ${then}
  mkdir -p node_modules && touch node_modules/.package-lock.json`;

const installs = (): string[] =>
  existsSync(join(folder, "npm.log"))
    ? readFileSync(join(folder, "npm.log"), "utf8").trim().split("\n")
    : [];

type Called = { readonly code: number | null; readonly output: string };

function call(words: readonly string[], environment: NodeJS.ProcessEnv = {}, file = "") {
  const all = { HOME: folder, ...environment, PATH: `${folder}/bin:/usr/bin:/bin` };
  const env = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const child = spawn(file || join(clone, "sello"), words, { cwd: "/", env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  return new Promise<Called>((resolve) => child.on("close", (code) => resolve({ code, output })));
}

test("called from anywhere, by a link too, it runs the command line in its own folder", async () => {
  symlinkSync("clone/sello", join(folder, "link"));
  symlinkSync("../link", join(folder, "bin", "sello"));
  const { output, code } = await call(["up", "a b"], {}, join(folder, "bin", "sello"));
  assert.equal(code, 0, output);
  assert.ok(
    output.endsWith(`ran in ${clone}: --disable-warning=ExperimentalWarning cli/main.ts up a b\n`),
  );
});

test("the tools of tests are installed when they are needed, and stay", async () => {
  await call(["up"]);
  await call(["verify"]);
  assert.equal(installs().length, 1);
  assert.match(installs()[0] ?? "", /install --omit=dev/);
  await call(["test"]);
  await call(["up"]);
  writeFileSync(join(clone, "package-lock.json"), "second");
  await call(["up"]);
  assert.equal(installs().length, 3);
  for (const later of installs().slice(1)) assert.ok(!later.includes("omit"), later);
});

test("what somebody installed by hand stays", async () => {
  mkdirSync(join(clone, "node_modules"));
  writeFileSync(join(clone, "node_modules", ".package-lock.json"), "");
  await call(["up"]);
  assert.ok(!installs()[0]?.includes("omit"));
});

test("without a HOME that can be written, npm keeps its cache beside Node", async () => {
  const beside = `cache=${clone}/.toolchain/npm `;
  const homes: NodeJS.ProcessEnv[] = [
    { HOME: undefined },
    { HOME: "" },
    { HOME: join(folder, "none") },
    { HOME: join(clone, "package-lock.json") },
  ];
  for (const home of homes) {
    await call(["up"], home);
    assert.ok(installs().at(-1)?.startsWith(beside), JSON.stringify(home));
    rmSync(join(clone, "node_modules"), { recursive: true });
  }
  await call(["up"]);
  assert.ok(installs().at(-1)?.startsWith("cache=home "));
});

test("a Node that is too old is replaced by one in the folder, even with a colon in its name", async () => {
  clone = makeClone("with:colon");
  program("bin/node", "echo v20.1.0");
  program("new-node", '[ "$1" = --version ] && echo v24.1.0 || echo "ran: $*"');
  const bringsNode = `
    case $* in *node@24*)
      mkdir -p '${clone}/.toolchain/node_modules/.bin'
      cp '${folder}/new-node' '${clone}/.toolchain/node_modules/.bin/node' ;;
    esac`;
  program("bin/npm", npm(bringsNode));
  const { output, code } = await call(["help"]);
  assert.equal(code, 0, output);
  assert.match(output, /ran: .* cli\/main\.ts help/);
  assert.deepEqual(installs().length, 2);
});

test("of several at once one installs, and the others wait", async () => {
  program("bin/npm", npm("sleep 1"));
  const all = await Promise.all([call(["up"]), call(["up"]), call(["up"])]);
  for (const { code, output } of all) assert.equal(code, 0, output);
  assert.equal(installs().length, 1);
  assert.equal(all.filter(({ output }) => output.includes("waiting for another")).length, 2);
});

test("where one was killed while it installed, the next takes over", async () => {
  mkdirSync(join(clone, ".toolchain"));
  symlinkSync("999999999", join(clone, ".toolchain", "installing"));
  const { code, output } = await call(["up"]);
  assert.equal(code, 0, output);
  assert.equal(existsSync(join(clone, ".toolchain", "installing")), false);
});

test("what cannot be is said in a sentence", async () => {
  program("bin/npm", "echo no network >&2; exit 1");
  const offline = await call(["up"]);
  assert.deepEqual([offline.code, /npm did not get/.test(offline.output)], [69, true]);
  rmSync(join(folder, "bin", "npm"));
  const without = await call(["up"], {});
  // A machine may have an npm of its own behind ours.
  if (!existsSync("/usr/bin/npm"))
    assert.deepEqual([without.code, /npm was not found/.test(without.output)], [69, true]);
  clone = makeClone("back\\slash");
  const odd = await call(["up"]);
  assert.deepEqual([odd.code, /backslash/.test(odd.output)], [69, true]);
});
