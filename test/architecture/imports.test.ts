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
  "services/platform": ["sdk"],
  "services/signing": ["services/platform", "services/registry", "sdk"],
  "services/ledger": ["services/platform", "sdk"],
  "services/registry": [
    "services/platform",
    "services/signing",
    "services/ledger",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/audit": ["services/platform"],
  "services/accounts": [
    "services/platform",
    "services/audit",
    "services/registry",
    "services/http",
    "services/compose",
  ],
  "services/status": [
    "services/platform",
    "services/signing",
    "services/ledger",
    "services/registry",
    "services/accounts",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/issuing": [
    "services/platform",
    "services/signing",
    "services/registry",
    "services/accounts",
    "services/status",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/anchoring": [
    "services/platform",
    "services/signing",
    "services/ledger",
    "services/registry",
    "services/issuing",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/verifying": [
    "services/platform",
    "services/registry",
    "services/status",
    "services/anchoring",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/witness": [
    "services/platform",
    "services/signing",
    "services/ledger",
    "services/anchoring",
    "sdk",
  ],
  "services/operations": [
    "services/platform",
    "services/ledger",
    "services/anchoring",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/pages": [
    "services/platform",
    "services/registry",
    "services/http",
    "services/compose",
    "sdk",
  ],
  "services/http": [
    "services/platform",
    "services/accounts",
    "services/audit",
    "services/issuing",
    "services/operations",
    "services/pages",
    "services/status",
    "services/compose",
    "sdk",
  ],
  "services/compose": ["services", "dev", "cli", "scripts", "sdk"],
  "services/main.ts": ["services"],
  "dev/chain": ["services/platform", "services/ledger"],
  "dev/postgres": ["services/platform"],
  "dev/demo-city": [
    "services/platform",
    "services/signing",
    "services/ledger",
    "services/registry",
    "sdk",
  ],
  cli: ["sdk"],
  web: ["sdk"],
  bench: ["sdk", "services", "dev", "scripts", "cli", "test/support", "test/program"],
  "scripts/besu-network": [],
  "scripts/contracts": [],
  "scripts/samples": ["dev/demo-city"],
  "scripts/test": [],
  "scripts/first-minute": ["scripts/kill-harness"],
  "scripts/kill-harness": ["dev/demo-city", "sdk"],
  "scripts/web": [],
  // A tool of the tests: its samples are what their own city issues.
  "scripts/fuzz": ["dev/demo-city", "sdk", "services", "test/support"],
};

/** Adapters that only the composition root and storage may build: everyone else sees their ports. */
const adapters = ["dev/", "services/ledger/evm/EvmChain.ts"];

const partOf = (path: string): string | undefined =>
  Object.keys(arrows)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

test("every import follows an arrow of the architecture", () => {
  const wrong = sourceFiles.flatMap((path) => {
    const part = partOf(path);
    if (part === undefined) return [`${path} belongs to no part`];
    const allowed = [part, ...(arrows[part] ?? [])];
    return importsOf(path)
      .filter((target) => !allowed.some((each) => target === each || target.startsWith(`${each}/`)))
      .map((target) => `${path} → ${target}`);
  });
  assert.deepEqual(wrong, []);
});

test("features know adapters only by their ports", () => {
  const wrong = sourceFiles
    .filter((path) => /^services\/(?!compose|ledger|witness)[^/]+\//.test(path))
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
  assert.deepEqual(readers, ["services/platform/config.ts"]);
});
