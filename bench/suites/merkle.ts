import { hash, randomBytes } from "node:crypto";
import { MerkleTree } from "@sello/sdk/log";
import { BenchCity } from "../BenchCity.ts";
import { compareRates } from "../measure/compareRates.ts";
import type { Figure, Suite } from "../Suite.ts";

type Leaf = string | Uint8Array;

/** As many SHA-256 as the tree needs, over inputs as long: each leaf, and 65 bytes for each node above. */
const hashAll = (leaves: readonly Leaf[]) => () => {
  const node = new Uint8Array(65);
  for (const leaf of leaves) hash("sha256", leaf, "binary");
  for (let made = 1; made < leaves.length; made += 1) hash("sha256", node, "binary");
};

async function measure(name: string, leaves: readonly Leaf[], times: number): Promise<Figure> {
  const build = { name, times, run: () => MerkleTree.fromLeaves(leaves) };
  const limit = { name: "SHA-256 alone, as many of the same size", times, run: hashAll(leaves) };
  const trees = await compareRates(build, limit);
  return {
    name,
    value: trees.value * leaves.length,
    unit: "/s",
    limits: [{ ...trees.limit, value: trees.limit.value * leaves.length }],
  };
}

export const merkle: Suite = {
  name: "merkle",
  summary: "leaves a second of a tree with all its levels (RFC 9162), on one core",
  async run(scale) {
    const quick = scale === "quick";
    const city = await BenchCity.found();
    const documents = await city.issue(quick ? 64 : 4_096);
    const small = Array.from({ length: quick ? 1_000 : 100_000 }, () => randomBytes(32));
    return [
      await measure(
        `a batch of ${documents.length.toLocaleString("en")} documents of about 1.2 KB`,
        documents.map(({ issuerJwt }) => issuerJwt),
        5,
      ),
      await measure(`${small.length.toLocaleString("en")} leaves of 32 bytes`, small, 1),
    ];
  },
};
