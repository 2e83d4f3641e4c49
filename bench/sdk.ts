import { createPublicKey, randomBytes, sign, verify as verifySignature } from "node:crypto";
import {
  buildDocument,
  formatSelloFile,
  MerkleTree,
  parsePresentation,
  present,
  verify,
} from "../sdk/index.ts";
import { makeEcKey } from "../test/support/keys.ts";
import { residentClaims, World, worldTimes } from "../test/support/world.ts";

// What the sdk does in a second of one core, caches warm. Run: node bench/sdk.ts
// Seconds are of processor time (user and system, all threads of this process), so that what else
// runs on the machine falsifies the figures as little as possible.

async function measure(what: string, times: number, work: (round: number) => unknown) {
  for (let i = 0; i < times / 10; i++) await work(i);
  const start = process.cpuUsage();
  for (let i = 0; i < times; i++) await work(i);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(`${what.padEnd(64)} ${Math.round(times / seconds).toLocaleString("en")}/s`);
}

const world = new World({ witnessCount: 8 });
const { now } = worldTimes;
const batch = await world.anchor(
  await Promise.all(Array.from({ length: 4096 }, () => world.issue())),
);
const trustList = await world.trustList();
const lists = [await world.statusList()];
const shown = await Promise.all(
  batch.slice(0, 1000).map(async ({ document, proof }) => ({
    document: await present(document, ["age_over_18", "district"]),
    proof,
  })),
);
const files = shown.map(formatSelloFile);
const parsed = files.map((file) => parsePresentation(file));
const pick = <Item>(items: readonly Item[], round: number) => items[round % items.length] as Item;

const key = makeEcKey();
const message = randomBytes(800);
const signature = key.sign(message);
const pool = randomBytes(65_536);
let at = 0;
const salt = () => {
  at = (at + 16) % pool.length;
  return pool.subarray(at, at + 16);
};
const names = Object.keys(residentClaims);
const status = { status_list: { idx: 1, uri: world.statusUri } };
const payload = {
  iss: "https://a.example",
  vct: "https://b.example",
  iat: now,
  status,
  ...residentClaims,
};
const options = { key: key.privateKey, dsaEncoding: "ieee-p1363" } as const;
const publicKey = createPublicKey({ key: { ...key.jwk }, format: "jwk" });
const publicOptions = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;

await measure("ES256 sign, node:crypto alone", 10_000, () => sign("sha256", message, options));
await measure("ES256 verify, node:crypto alone", 5_000, () =>
  verifySignature("sha256", message, publicOptions, signature),
);
await measure("build a document of 10 claims, signed", 10_000, () =>
  buildDocument({
    header: { typ: "dc+sd-jwt", kid: key.kid },
    payload,
    disclosable: names,
    salt,
    sign: key.sign,
  }),
);
await measure("parse a .sello file (2 of 10 claims, 8 cosignatures)", 10_000, (i) =>
  parsePresentation(pick(files, i)),
);
await measure("verify, parsed: signature, proof, status, claims", 20_000, (i) =>
  verify(pick(parsed, i), trustList, lists, {}, now),
);
await measure("verify from the file's text", 20_000, (i) =>
  verify(pick(files, i), trustList, lists, {}, now),
);
const leaves = batch.map(({ issuerJwt }) => issuerJwt);
await measure("Merkle tree of 4,096 documents, all levels (trees)", 100, () =>
  MerkleTree.fromLeaves(leaves),
);
const small = Array.from({ length: 100_000 }, () => randomBytes(32));
await measure("Merkle tree of 100,000 leaves of 32 bytes (trees)", 10, () =>
  MerkleTree.fromLeaves(small),
);
const full = formatSelloFile(pick(batch, 17)).length;
console.log(
  `.sello, batch of 4,096, 8 cosignatures: ${pick(files, 17).length} bytes with 2 claims shown, ${full} with all 10`,
);
const verdict = await verify(pick(files, 17), trustList, lists, {}, now);
console.log(`verdict: ${verdict.outcome}`);
