import assert from "node:assert/strict";
import { test } from "node:test";
import { findCycle } from "./findCycle.ts";
import { importsOf, packagesOf, read, sourceFiles } from "./sources.ts";

/**
 * The arrows of ARCHITECTURE.md: a part may import itself and the parts named behind it. A file's
 * part is the longest prefix of its path that stands here; the composition root may import all.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  "services/domain": [],
  "services/registry": ["services/domain", "services/ledger", "sdk"],
  "services/status": ["services/domain", "services/ledger", "services/registry", "sdk"],
  "services/credentials": [
    "services/domain",
    "services/ledger",
    "services/registry",
    "services/status",
    "sdk",
  ],
  "services/verification": [
    "services/domain",
    "services/ledger",
    "services/registry",
    "services/status",
    "sdk",
  ],
  "services/ledger": ["services/domain", "services/registry", "sdk"],
  "services/witness": ["services/domain", "services/ledger", "services/registry", "sdk"],
  "services/audit": ["services/domain"],
  "services/accounts": ["services/domain", "services/audit", "services/registry"],
  "services/backup": ["services/domain"],
  "services/operations": ["services/domain", "services/ledger"],
  "services/storage": [
    "services/accounts",
    "services/audit",
    "services/backup",
    "services/credentials",
    "services/domain",
    "services/ledger",
    "services/operations",
    "services/registry",
    "services/status",
    "services/verification",
    "sdk",
  ],
  "services/http": [
    "services/accounts",
    "services/audit",
    "services/credentials",
    "services/domain",
    "services/ledger",
    "services/operations",
    "services/registry",
    "services/status",
    "services/verification",
    "sdk",
  ],
  cli: ["sdk"],
  web: ["sdk"],
  "scripts/besu-network": [],
  "scripts/contracts": [],
  "scripts/test": [],
  "scripts/kill-harness": ["scripts/demo-city", "sdk"],
  "scripts/web": [],
  "scripts/deploy": ["services/domain", "services/ledger"],
  // A tool of the tests: its samples are what their own city issues.
  "scripts/fuzz": ["scripts/demo-city", "sdk", "services", "test/support"],
  "scripts/demo-city": ["services/domain", "services/ledger", "services/registry", "sdk"],
};

/** Adapters that only the composition root and storage may build: everyone else sees their ports. */
const adapters = [
  "services/ledger/embedded/",
  "services/ledger/evm/EvmChain.ts",
  "services/storage/",
];

const compositionRoot = /^services\/[^/]+\.ts$/;

const partOf = (path: string): string | undefined =>
  Object.keys(arrows)
    .filter((part) => path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

test("every import follows an arrow of the architecture", () => {
  const wrong = sourceFiles
    .filter((path) => !compositionRoot.test(path) && !path.startsWith("bench/"))
    .flatMap((path) => {
      const part = partOf(path);
      if (part === undefined) return [`${path} belongs to no part`];
      const allowed = [part, ...(arrows[part] ?? [])];
      return importsOf(path)
        .filter((target) => !allowed.some((prefix) => target.startsWith(`${prefix}/`)))
        .map((target) => `${path} → ${target}`);
    });
  assert.deepEqual(wrong, []);
});

test("features know adapters only by their ports", () => {
  const wrong = sourceFiles
    .filter((path) => /^services\/(?!storage|ledger)[^/]+\//.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((target) => adapters.some((adapter) => target.startsWith(adapter)))
        .map((target) => `${path} → ${target}`),
    );
  assert.deepEqual(wrong, []);
});

test("there are no import cycles", () => {
  assert.deepEqual(findCycle(sourceFiles, importsOf), null);
});

test("sdk does no I/O and reads no clock", () => {
  const files = sourceFiles.filter((path) => path.startsWith("sdk/"));
  assert.ok(files.length > 0);
  const packages = new Set(
    files.filter((path) => path !== "sdk/crypto/node.ts").flatMap((path) => packagesOf(path)),
  );
  const builtins = [...packages].filter((name) => name.startsWith("node:"));
  assert.deepEqual(builtins, []);
  const clocks = files.filter((path) =>
    /\bDate\.now\(|\bnew Date\(\)|\bfetch\(|performance\.now\(|Math\.random\(/.test(read(path)),
  );
  assert.deepEqual(clocks, []);
});

test("only config.ts of the services reads the environment", () => {
  const readers = sourceFiles.filter(
    (path) => path.startsWith("services/") && read(path).includes("process.env"),
  );
  assert.deepEqual(readers, ["services/config.ts"]);
});
