import { packSelloFile, verify } from "@sello/sdk";
import { BenchCity } from "../BenchCity.ts";
import { verifyInChromium } from "../chromium/verifyInChromium.ts";
import { type ComparedRate, compareRates, type Work } from "../measure/compareRates.ts";
import { rawVerify, rawVerifyAll, rawVerifyDer } from "../measure/es256.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const aim = { atLeast: 8_000 };
const rounds = 20;
/** A verifier runs for hours, and V8 needs some thousand runs to compile this well: they come first. */
const warmUp = 16;

/** Verifies a file that must be valid; a benchmark of refusals would be a fast one. */
function verifying({ trustList, statusLists, now }: BenchCity, files: readonly Uint8Array[]) {
  return async (turn: number) => {
    const file = files[turn % files.length] as Uint8Array;
    const { outcome } = await verify(file, trustList, statusLists, {}, now);
    if (outcome !== "valid") throw new Error(`a genuine document is ${outcome}`);
  };
}

async function inNode(city: BenchCity, scale: Scale): Promise<Figure[]> {
  const times = scale === "quick" ? 50 : 500;
  const coldTimes = times / 10;
  const files = await city.filesOfBatch(scale === "quick" ? 64 : 4_096);
  const manyCheckpoints = await city.filesOfManyCheckpoints(coldTimes * (rounds + 1));
  // As bytes, which is how they come from a file or a request.
  const work = (name: string, turns: number, given: readonly Uint8Array[]): Work => ({
    name,
    times: turns,
    run: verifying(city, given),
  });
  const seen = work("text", times, files.map(toBytes));
  const packed = work("packed", times, files.map(packSelloFile));
  const unseen = work("new checkpoints", coldTimes, manyCheckpoints.map(toBytes));
  const compare = (subject: Work, limit: Work) => compareRates(subject, limit, { rounds, warmUp });
  const besideJose = await compare(seen, rawVerify(times));
  const besideDer = await compare(seen, rawVerifyDer(times));
  const packedBeside = await compare(packed, rawVerify(times));
  const besideAll = await compareRates(unseen, rawVerifyAll(coldTimes), { rounds });
  return [
    figure("Node, a .sello file, its checkpoint seen before", [besideJose, besideDer], aim),
    figure("Node, a packed .sello file, its checkpoint seen before", [packedBeside]),
    figure("Node, a .sello file, its checkpoint new (9 Ed25519 more)", [besideAll]),
  ];
}

const toBytes = (file: string): Uint8Array => Buffer.from(file);

const figure = (
  name: string,
  compared: readonly [ComparedRate, ...ComparedRate[]],
  aimed?: { atLeast: number },
): Figure => ({
  name,
  value: compared[0].value,
  unit: "/s",
  limits: compared.map(({ limit }) => limit),
  note: compared[0].best,
  ...(aimed ? { aim: aimed } : {}),
});

export const sdkVerify: Suite = {
  name: "sdk-verify",
  summary:
    "sdk.verify on one core: issuer signature, proof, 8 cosignatures, status; 2 of 10 claims",
  async run(scale) {
    const city = await BenchCity.found();
    return [...(await inNode(city, scale)), ...(await verifyInChromium(city, scale))];
  },
};
