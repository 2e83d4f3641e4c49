import { parseStatusListToken, parseTrustList, verify, verifyTrustList } from "@sello/sdk";

/** What the page is given: all of it text and numbers. */
export type PageInput = {
  readonly trustNote: string;
  readonly signerKeys: readonly string[];
  readonly statusToken: string;
  /** Unix seconds. */
  readonly now: number;
  readonly files: readonly string[];
  /** Files with a checkpoint each, enough for every turn. */
  readonly newFiles: readonly string[];
  readonly rounds: number;
  readonly times: number;
};

/** Calls in a second, by round. */
export type PageRates = {
  readonly seen: number[];
  readonly unseen: number[];
  readonly raw: number[];
};

async function measureVerify(input: PageInput): Promise<PageRates> {
  const { files, newFiles, rounds, times, now } = input;
  const trustList = await verifyTrustList(parseTrustList(input.trustNote), {
    keys: [...input.signerKeys],
    quorum: 2,
  });
  const statusLists = [await parseStatusListToken(input.statusToken)];
  const verifyOne = async (file: string | undefined) => {
    const { outcome } = await verify(file ?? "", trustList, statusLists, {}, now);
    if (outcome !== "valid") throw new Error(`a genuine document is ${outcome}`);
  };
  const raw = await rawVerify();
  const rates: PageRates = { seen: [], unseen: [], raw: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const few = times / 10;
    const seen = await rateOf(times, (turn) => verifyOne(files[turn % files.length]));
    const unseen = await rateOf(few, (turn) => verifyOne(newFiles[round * few + turn]));
    const alone = await rateOf(times, raw);
    // The first round warms up.
    if (round === 0) continue;
    rates.seen.push(seen);
    rates.unseen.push(unseen);
    rates.raw.push(alone);
  }
  return rates;
}

async function rateOf(times: number, run: (turn: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let turn = 0; turn < times; turn += 1) await run(turn);
  return times / ((performance.now() - start) / 1000);
}

async function rawVerify(): Promise<() => Promise<boolean>> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, [
    "sign",
    "verify",
  ]);
  const message = new Uint8Array(1_000).fill(120);
  const signature = await crypto.subtle.sign(algorithm, privateKey, message);
  return () => crypto.subtle.verify(algorithm, publicKey, signature, message);
}

Object.assign(globalThis, { measureVerify });
