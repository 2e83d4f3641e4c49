import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { chromiumPath } from "../support/chromium.ts";
import { World, worldTimes } from "../support/world.ts";
import { root, Stranger } from "./Stranger.ts";

const run = promisify(execFile);
/** Of a bundle that verifies, compressed. What only post-quantum keys need is loaded when one is met. */
const verifierBytesMax = 35 * 1024;
/** And with the words that a first verdict loads (docs/decisions/0150). */
const firstVerdictBytesMax = 45 * 1024;

let stranger: Stranger;
before(async () => {
  stranger = await Stranger.install();
});
after(() => stranger.dispose());

test("publint finds nothing", async () => {
  for (const name of ["sdk", "api"]) {
    const { messages, pkg } = await publint({ pkgDir: join(root, name, "dist"), strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  }
});

test("attw finds nothing", async () => {
  for (const tarball of readdirSync(stranger.path("tarballs"))) {
    const file = stranger.path(join("tarballs", tarball));
    const attw = join(root, "node_modules", ".bin", "attw");
    await run(attw, [file, "--profile", "esm-only"], { cwd: root });
  }
});

const consumer = `import { createClient, type Output } from "@sello/api/client";
import { operations, type ProblemCode } from "@sello/api";
import { type Policy, parsePresentation, type Verdict, verify } from "@sello/sdk";
import { buildDocument } from "@sello/sdk/issue";
import { type Checkpoint, parseCheckpoint } from "@sello/sdk/log";
import { MemoryStore, OnlineVerifier } from "@sello/sdk/online";
import { formatTrustList } from "@sello/sdk/trust";

const policy: Policy = { requirePostQuantum: true };
export const judge = (file: Uint8Array): Promise<Verdict> =>
  verify(parsePresentation(file), null, [], policy, 0);
export const log = (text: string): Checkpoint => parseCheckpoint(text);
export const online = new OnlineVerifier({ server: "", store: new MemoryStore() });
const client = createClient({ baseUrl: "", check: () => operations });
export const page: Promise<Output<"listDocuments">> = client.listDocuments({ query: { limit: 3 } });
export const code: ProblemCode = "document.unknown";
export const more = [buildDocument, formatTrustList];
// @ts-expect-error an operation that is not there
client.listEverything();
// @ts-expect-error a claim set is needed
client.issueDocument({ headers: { "idempotency-key": "a" }, body: { type: "library-card" } });
`;

for (const resolution of ["nodenext", "bundler"])
  test(`TypeScript finds its types, strict, with ${resolution}`, async () => {
    stranger.write("consumer.ts", consumer);
    const options = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      exactOptionalPropertyTypes: true,
      target: "es2022",
      lib: ["es2023", "dom", "dom.iterable"],
      types: [],
      module: resolution === "bundler" ? "esnext" : resolution,
      moduleResolution: resolution,
    };
    const config = { compilerOptions: options, files: ["consumer.ts"] };
    stranger.write("tsconfig.json", JSON.stringify(config));
    const tsc = join(root, "node_modules", ".bin", "tsc");
    await run(tsc, ["-p", stranger.folder]).catch(({ stdout }) => assert.fail(stdout));
  });

/** Bundles a script of the stranger's as a page would load it. */
async function bundle(source: string) {
  stranger.write("page.js", source);
  const { outputFiles } = await build({
    absWorkingDir: stranger.folder,
    entryPoints: ["page.js"],
    outdir: "assets",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.split("/").at(-1), contents]));
}

type Files = ReadonlyMap<string | undefined, Uint8Array>;

/** These files and all that they import before they run. */
function loadedWith(files: Files, names: readonly (string | undefined)[]): Set<string | undefined> {
  const loaded = new Set<string | undefined>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(name)) continue;
    loaded.add(name);
    const text = new TextDecoder().decode(files.get(name));
    waiting.push(...[...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, each]) => each));
  }
  return loaded;
}

const sizeOf = (files: Files, names: ReadonlySet<string | undefined>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(files.get(name) ?? "").length, 0);

const verifier = `import {
  ownSigners, parsePresentation, parseStatusListToken, parseTrustList, verify, verifyTrustList,
} from "@sello/sdk";
globalThis.judge = async ({ file, note, token, now, policy }) => {
  const list = parseTrustList(note);
  const trust = await verifyTrustList(list, ownSigners(list));
  const lists = [await parseStatusListToken(token)];
  return (await verify(parsePresentation(file), trust, lists, policy, now)).outcome;
};`;

test("a page verifies with it, loads ML-DSA only when asked for, and stays small", async () => {
  const files = await bundle(verifier);
  const before = loadedWith(files, ["page.js"]);
  const words = [...files.keys()].filter((name) => name?.startsWith("words-"));
  const size = sizeOf(files, before);
  const sizeWithWords = sizeOf(files, loadedWith(files, ["page.js", ...words]));
  console.log(
    `verifier bundle: ${size} bytes gzipped, ${sizeWithWords} with the words of a verdict`,
  );
  assert.ok(size <= verifierBytesMax, `${size} bytes`);
  assert.ok(sizeWithWords <= firstVerdictBytesMax, `${sizeWithWords} bytes`);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    const file = files.get(name);
    if (file) asked.push(name);
    response.setHeader("content-type", file ? "text/javascript" : "text/html");
    response.end(file ?? '<script type="module" src="/assets/page.js"></script>');
  }).listen(0, "127.0.0.1");
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    type Judging = { judge(given: object): Promise<string> };
    const judge = async (world: World, policy: object) =>
      page.evaluate((given) => (globalThis as never as Judging).judge(given), {
        file: (await world.make()).file,
        note: await world.trustListNote(),
        token: await world.statusToken(),
        now: worldTimes.now,
        policy,
      });
    const isLoaded = () => asked.some((name) => name.startsWith("ml-dsa"));
    await page.waitForFunction(() => "judge" in globalThis);
    assert.equal(await judge(new World({ witnessCount: 3, quorum: 2 }), {}), "valid");
    assert.ok(!isLoaded(), asked.join());
    const both = new World({ witnessCount: 3, quorum: 2, postQuantumCount: 2 });
    assert.equal(await judge(both, { requirePostQuantum: true }), "valid");
    assert.ok(isLoaded());
  } finally {
    await browser.close();
    server.close();
  }
});
