// node scripts/besu-network/main.ts --out FOLDER --host 10.0.0.1 [--host …] [--chain-id 755755]
//
// A new Besu QBFT network: a key for each validator (node-1/key …), genesis.json and static-nodes.json. Each
// centre should make its own key on its own machine and tell only its public key; this is for a trial. It
// never writes over a network that is there.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { toGenesis } from "./toGenesis.ts";

const p2pPort = 30_303;
const { values } = parseArgs({
  options: {
    out: { type: "string" },
    host: { type: "string", multiple: true, default: [] },
    "chain-id": { type: "string", default: "755755" },
  },
});
const { out, host: hosts } = values;
if (out === undefined || hosts.length < 4) {
  console.error(
    "--out FOLDER and at least four --host: QBFT survives the loss of one validator in four",
  );
  process.exit(64);
}
if (existsSync(join(out, "genesis.json"))) {
  console.error(`${out} holds a network already`);
  process.exit(73);
}

const nodes = hosts.map((host) => {
  const key = generatePrivateKey();
  const { address, publicKey } = privateKeyToAccount(key);
  // An enode has the key's two coordinates, without the 04 before them.
  return { key, address, enode: `enode://${publicKey.slice(4)}@${host}:${p2pPort}` };
});
for (const [index, { key }] of nodes.entries()) {
  const folder = join(out, `node-${index + 1}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "key"), key.slice(2), { mode: 0o600 });
}
const write = (name: string, content: unknown) =>
  writeFileSync(join(out, name), `${JSON.stringify(content, null, 2)}\n`);
write(
  "static-nodes.json",
  nodes.map(({ enode }) => enode),
);
write(
  "genesis.json",
  toGenesis({
    chainId: Number(values["chain-id"]),
    validators: nodes.map(({ address }) => address),
    time: Math.floor(Date.now() / 1000),
  }),
);
console.log(`${nodes.length} validators in ${out}`);
