import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Deployment,
  type LogEnd,
  type NoteKeyTerm,
  type TrustHead,
  toBase64,
} from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import { compareHeads } from "../../../cli/monitor/compareHeads.ts";
import { Findings } from "../../../cli/monitor/Findings.ts";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { makeNoteSigner } from "../../support/keys.ts";

// Random histories of turnovers: whatever ends and follows as it may is accepted from any version to any later one, and
// whatever is altered in what had ended is found.

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 32);
const open = { until: null, end: null, distrustedFrom: null };
const root = (byte: number) => toBase64(new Uint8Array(32).fill(byte));

const keys = Array.from({ length: 60 }, (_, i) =>
  formatVerifierKey(makeNoteSigner(`k${i % 6}.example`, i < 30 ? 4 : 1, String(i)).key),
);

class History {
  readonly heads: TrustHead[] = [];
  readonly #random: Random;
  #time = 100;
  #size = 0;
  #used = 0;

  constructor(random: Random) {
    this.#random = random;
    this.heads.push({
      version: 1,
      issuedAt: 0,
      validUntil: 1,
      network: "log/0",
      publicUrl: "https://x.example",
      deployments: [this.#deployment(0)],
      witnesses: [0, 1, 2].map(() => ({ name: "w", keys: [this.#term()] })),
      quorums: [{ needed: 2, from: 0, until: null, end: null }],
      validators: [],
      signers: [this.#signer()],
      signerQuorum: 1,
      signersSince: 1,
      authorities: { count: 0, root: root(0) },
      documentTypes: { count: 0, root: root(0) },
    });
  }

  /** One turnover, or nothing but a new version. */
  step(): void {
    const before = this.heads.at(-1) as TrustHead;
    const next: Mutable<TrustHead> = { ...before, version: before.version + 1 };
    this.#time += 1 + this.#random.below(50);
    this.#size += this.#random.below(9);
    const turn = this.#random.pick([
      "none",
      "log-key",
      "witness",
      "quorum",
      "signer",
      "seal",
      "distrust",
    ]);
    if (turn === "log-key")
      next.deployments = this.#withLast(before, (last) => this.#turnKey(last));
    if (turn === "witness")
      next.witnesses = [...this.#endWitness(before), { name: "w", keys: [this.#term()] }];
    if (turn === "quorum")
      next.quorums = [
        ...before.quorums.map((term) => this.#ended(term)),
        { needed: 1 + this.#random.below(3), from: this.#time, until: null, end: null },
      ];
    if (turn === "signer")
      Object.assign(next, { signers: [this.#signer()], signersSince: next.version });
    if (turn === "seal") next.deployments = this.#seal(before);
    if (turn === "distrust")
      next.witnesses = before.witnesses.map((witness) => ({
        ...witness,
        keys: witness.keys.map((key) =>
          this.#random.chance(0.3) && key.distrustedFrom === null
            ? { ...key, distrustedFrom: this.#time }
            : key,
        ),
      }));
    this.heads.push(next);
  }

  #key(): string {
    this.#used += 1;
    return keys[this.#used % keys.length] as string;
  }
  #term = (): NoteKeyTerm => ({ key: this.#key(), from: this.#time, ...open });
  #signer = () => ({ name: "s", key: this.#key(), from: this.#time, until: null });
  #end = (origin: string): LogEnd => ({ origin, size: this.#size, root: root(this.#size % 256) });

  #deployment(index: number): Deployment {
    const byte = (10 + index).toString(16).padStart(2, "0");
    const at = `0x${byte.repeat(20)}` as const;
    const contracts = { chainId: 1 + index, registry: at, log: at, statusLists: at };
    const ends = { from: this.#time, until: null, size: null, root: null };
    return { ...contracts, origin: `log/${index}`, keys: [this.#term()], ...ends };
  }

  #ended<Term extends { readonly until: number | null; readonly end: LogEnd | null }>(
    term: Term,
  ): Term {
    if (term.until !== null) return term;
    const origin = this.heads.at(-1)?.deployments.at(-1)?.origin ?? "";
    return { ...term, until: this.#time, end: this.#end(origin) };
  }

  #withLast({ deployments }: TrustHead, change: (last: Deployment) => Deployment): Deployment[] {
    return deployments.map((each, i) => (i === deployments.length - 1 ? change(each) : each));
  }

  #turnKey = (last: Deployment): Deployment => ({
    ...last,
    keys: [...last.keys.map((term) => this.#ended(term)), this.#term()],
  });

  #endWitness = ({ witnesses }: TrustHead) =>
    witnesses.map((each) =>
      this.#random.chance(0.3)
        ? { ...each, keys: each.keys.map((term) => this.#ended(term)) }
        : each,
    );

  #seal(before: TrustHead): Deployment[] {
    const sealed = this.#withLast(before, (last) => ({
      ...last,
      until: this.#time,
      size: this.#size,
      root: root(this.#size % 256),
    }));
    this.#time += 1;
    const next = this.#deployment(before.deployments.length);
    this.#size = 1;
    return [...sealed, next];
  }
}

const judge = (before: TrustHead, after: TrustHead) =>
  compareHeads(
    { before, after, notes: { before: "sello-trust-list/2\n", after: "x" } },
    new Findings(),
  );

/** Something that had ended in `before`, altered in `after`; null where nothing had. */
function alter(before: TrustHead, after: TrustHead, random: Random): TrustHead | null {
  const lies: TrustHead[] = [];
  const lieEnd = ({ origin, size }: LogEnd): LogEnd =>
    random.chance(0.5)
      ? { origin, size: size + 1, root: root(1) }
      : { origin, size, root: root(255) };
  before.witnesses.forEach((witness, i) => {
    const [term] = witness.keys;
    if (!term || term.end === null) return;
    const { end } = term;
    const changes = random.pick([
      { end: lieEnd(end) },
      { until: (term.until ?? 0) + 1 },
      { until: null, end: null },
    ]);
    lies.push({
      ...after,
      witnesses: after.witnesses.map((each, j) =>
        i === j ? { ...each, keys: each.keys.map((key) => ({ ...key, ...changes })) } : each,
      ),
    });
    lies.push({ ...after, witnesses: after.witnesses.filter((_, j) => i !== j) });
  });
  before.deployments.forEach((deployment, i) => {
    if (deployment.until === null) return;
    const changes = random.pick([
      { size: 999 },
      { root: root(254) },
      { until: 1 },
      { chainId: 77 },
      { origin: "x" },
    ]);
    lies.push({
      ...after,
      deployments: after.deployments.map((each, j) => (i === j ? { ...each, ...changes } : each)),
    });
  });
  return lies.length === 0 ? null : random.pick(lies);
}

test(`random histories of turnovers (SEED=${seed})`, () => {
  const random = new Random(seed);
  let altered = 0;
  for (let run = 0; run < 200; run += 1) {
    const history = new History(random);
    for (let i = 0; i < 12; i += 1) history.step();
    const from = random.below(11);
    const to = from + 1 + random.below(12 - from);
    const [before, after] = [history.heads[from], history.heads[to]] as [TrustHead, TrustHead];
    assert.ok(judge(before, after), `SEED=${seed}, run ${run}: ${from} to ${to}`);
    const lie = alter(before, after, random);
    if (lie === null) continue;
    altered += 1;
    assert.ok(!judge(before, lie), `SEED=${seed}, run ${run}: altered, ${from} to ${to}`);
  }
  assert.ok(altered > 20, `${altered} altered`);
});
