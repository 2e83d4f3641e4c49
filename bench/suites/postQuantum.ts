import { limits, parseSelloFile, verify } from "@sello/sdk";
import { verifyMlDsa44 as verifyInBrowsers, verifyMlDsa44 } from "@sello/sdk/log";
import { makeNoteSigner } from "../../test/support/keys.ts";
import { BenchCity } from "../BenchCity.ts";
import { type ComparedRate, compareRates } from "../measure/compareRates.ts";
import { rawVerify } from "../measure/es256.ts";
import type { Figure, Suite } from "../Suite.ts";

const witnesses = 8;
const policy = { requirePostQuantum: true };

const rate = (name: string, { value, limit, best }: ComparedRate): Figure => ({
  name,
  value,
  unit: "/s",
  limits: [limit],
  note: best,
});

const bytes = (name: string, text: string): Figure => ({
  name,
  value: Buffer.byteLength(text),
  unit: "bytes",
});

async function signatures(times: number): Promise<Figure[]> {
  const { key, sign } = makeNoteSigner("witness.example", 6);
  const message = Buffer.alloc(200, "x");
  const signature = await sign(message);
  const run = async (name: string, work: () => unknown) =>
    rate(name, await compareRates({ name, times, run: work }, rawVerify(times)));
  return [
    await run("ML-DSA-44 sign, node:crypto", () => sign(message)),
    await run("ML-DSA-44 verify, node:crypto", () =>
      verifyMlDsa44(key.publicKey, message, signature),
    ),
    await run("ML-DSA-44 verify, @noble/post-quantum (browsers)", () =>
      verifyInBrowsers(key.publicKey, message, signature),
    ),
  ];
}

async function files(times: number): Promise<Figure[]> {
  const city = await BenchCity.found(witnesses, witnesses);
  const { trustList, statusLists, now } = city;
  const rounds = 7;
  const fresh = await city.filesOfManyCheckpoints(times * (rounds + 1));
  const run = async (turn: number) => {
    const { outcome } = await verify(fresh[turn] as string, trustList, statusLists, policy, now);
    if (outcome !== "valid") throw new Error(`a genuine document is ${outcome}`);
  };
  const judged = await compareRates({ name: "new", times, run }, rawVerify(times * 10), { rounds });
  const [file = ""] = fresh;
  const { proof } = parseSelloFile(file);
  if (proof.length > limits.proofBytesMax) throw new Error("the proof is over the limit");
  return [
    rate("Node, a .sello file, 8 + 8 cosignatures, its checkpoint new", judged),
    bytes("proof, 8 + 8 cosignatures, log of 9 batches", proof),
    bytes(".sello, 8 + 8 cosignatures, log of 9 batches", file),
  ];
}

export const postQuantum: Suite = {
  name: "post-quantum",
  summary: "ML-DSA-44 beside ES256, and proofs with eight cosignatures of each kind",
  async run(scale) {
    const times = scale === "quick" ? 10 : 100;
    return [...(await signatures(times)), ...(await files(times / 10))];
  },
};
