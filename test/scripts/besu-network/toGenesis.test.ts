import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { privateKeyToAccount } from "viem/accounts";
import { toExtraData } from "../../../scripts/besu-network/toGenesis.ts";

const script = fileURLToPath(new URL("../../../scripts/besu-network/main.ts", import.meta.url));

test("extra data is encoded as in the example of Besu's documentation", () => {
  // https://besu.hyperledger.org/private-networks/how-to/configure/consensus/qbft, "Genesis file"
  const validators = [
    "0x64a702e6263b7297a96638cac6ae65e6541f4169",
    "0x923390ad55e90c237593b3b0e401f3b08a031859",
    "0xaefdb9a738c9f433e5b6b212a6d62f6370c2f692",
    "0xc7eeb9a4e00ce683cf93039b212648e01c6c6b78",
  ] as const;
  assert.equal(
    toExtraData(validators),
    "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f8549464a702e6263b7297a96638cac6ae65e6541f416994923390ad55e90c237593b3b0e401f3b08a03185994aefdb9a738c9f433e5b6b212a6d62f6370c2f69294c7eeb9a4e00ce683cf93039b212648e01c6c6b78c080c0",
  );
});

test("a network has a key, a peer and a validator for each host, and is never written over", () => {
  const folder = mkdtempSync(join(tmpdir(), "sello-besu-"));
  try {
    const hosts = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"];
    const options = ["--out", folder, ...hosts.flatMap((host) => ["--host", host])];
    const run = () => execFileSync(process.execPath, [script, ...options], { stdio: "pipe" });
    run();
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    const { extraData, config } = JSON.parse(read("genesis.json"));
    const peers: string[] = JSON.parse(read("static-nodes.json"));
    for (const [index, host] of hosts.entries()) {
      const key = read(`node-${index + 1}/key`);
      const { address, publicKey } = privateKeyToAccount(`0x${key}`);
      assert.ok(extraData.includes(address.slice(2).toLowerCase()));
      assert.equal(peers[index], `enode://${publicKey.slice(4)}@${host}:30303`);
      assert.equal(statSync(join(folder, `node-${index + 1}`, "key")).mode & 0o777, 0o600);
    }
    assert.equal(config.chainId, 755_755);
    assert.throws(run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
