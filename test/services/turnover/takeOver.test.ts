import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorityId, Hex } from "@sello/sdk";
import { type AuthorityRecord, applyRegistryEvent } from "@sello/sdk/trust";
import { concat, decodeAbiParameters, keccak256, parseAbiParameters } from "viem";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { ledgerLimits } from "../../../services/ledger/ledgerLimits.ts";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import { foldRegistryState } from "../../../services/turnover/migration/RegistryState.ts";
import {
  type PieceTree,
  toStatePieces,
  toStatusPieces,
} from "../../../services/turnover/migration/takeOverPieces.ts";
import {
  type TakeOverRecord,
  toTakeOverRecords,
} from "../../../services/turnover/migration/takeOverRecords.ts";
import { randomHex, randomHistory, takeOverEvents } from "./randomHistory.ts";

const seed = Number(process.env.SELLO_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 32));
const trees = 6;
const histories = 40;
const recordsMax = 48;

const statePiece = parseAbiParameters("uint256, (uint8 kind, bytes data)[]");
const statusPiece = parseAbiParameters("uint256, (bytes32 owner, uint64 list, bytes32 head)[]");

/** OpenZeppelin's MerkleProof.processProof with Hashes.commutativeKeccak256, over a leaf that is hashed twice. */
const processProof = (piece: Hex, path: readonly Hex[]): Hex =>
  path.reduce(
    (node, sibling) => {
      const pair = node.toLowerCase() < sibling.toLowerCase() ? [node, sibling] : [sibling, node];
      return keccak256(concat(pair as [Hex, Hex]));
    },
    keccak256(keccak256(piece)),
  );

function requireWhole({ root, pieces }: PieceTree, round: string): void {
  for (const { piece, path } of pieces) {
    assert.equal(processProof(piece, path), root, round);
    // With room for the selector, the offsets and the path of 32 bytes a level.
    assert.ok((piece.length - 2) / 2 + path.length * 32 + 200 < ledgerLimits.callDataBytes, round);
  }
}

test("pieces are cut at their limit, in order, nothing missing, and their paths lead to the root", (t) => {
  t.diagnostic(`seed ${seed}`);
  const random = new Random(seed);
  for (let n = 0; n < trees; n += 1) {
    const round = `seed ${seed}, round ${n}`;
    const records: TakeOverRecord[] = Array.from({ length: random.below(400) }, () => ({
      kind: random.below(7),
      data: randomHex(random, random.chance(0.05) ? random.below(20_000) : random.below(300)),
    }));
    const tree = toStatePieces(records);
    requireWhole(tree, round);
    const taken = tree.pieces.flatMap(({ piece }, index) => {
      const [at, part] = decodeAbiParameters(statePiece, piece);
      assert.equal(at, BigInt(index), round);
      assert.ok(part.length > 0 && part.length <= recordsMax, round);
      return part;
    });
    assert.deepEqual(taken, records, round);
  }
});

test("heads of status lists likewise", () => {
  const random = new Random(seed);
  for (const length of [0, 1, 255, 256, 257, 512, 513, random.below(3_000)]) {
    const heads = Array.from({ length }, (_, list) => ({
      owner: randomHex(random, 32),
      list: BigInt(list),
      head: randomHex(random, 32),
    }));
    const tree = toStatusPieces(heads);
    requireWhole(tree, `seed ${seed}, ${length} heads`);
    const parts = tree.pieces.map(({ piece }) => decodeAbiParameters(statusPiece, piece));
    assert.deepEqual(
      parts.map(([at]) => at),
      parts.map((_, index) => BigInt(index)),
    );
    assert.deepEqual(
      parts.flatMap(([, part]) => part),
      heads,
    );
  }
});

type Known = Map<AuthorityId, AuthorityRecord>;

const fold = (events: readonly ChainEvent[]): Known => {
  const known: Known = new Map();
  for (const event of events)
    applyRegistryEvent(known, event, Number(event.blockTime), (record) => record);
  return known;
};

test("a successor that states all that goes on changes no authority's history, nor what it would hand on itself", () => {
  const random = new Random(seed);
  for (let n = 0; n < histories; n += 1) {
    const round = `seed ${seed}, round ${n}`;
    const history = randomHistory(random);
    const state = foldRegistryState(history);
    const both = [...history, ...takeOverEvents(state, history)];
    const [before, after] = [fold(history), fold(both)];
    assert.deepEqual(sorted(after), sorted(before), round);
    const records = toTakeOverRecords(state, () => null);
    assert.deepEqual(
      toTakeOverRecords(foldRegistryState(both), () => null),
      records,
      round,
    );
    // Parents come before those below them, as the contract asks for.
    const seen = new Set([state.city]);
    for (const [id, { parent }] of state.authorities) {
      assert.ok(id === state.city || seen.has(parent), round);
      seen.add(id);
    }
  }
});

/** The order of an authority's keys says nothing. */
const sorted = (known: Known) =>
  [...known.values()].map((record) => ({
    ...record,
    keys: [...record.keys].sort((a, b) => (a.thumbprint < b.thumbprint ? -1 : 1)),
  }));

test("each validator of a centre goes on, as it was last stated", () => {
  const centre = `0x${"11".repeat(32)}` as const;
  const changed = (consensusKey: Hex, power: bigint): ChainEvent => ({
    contract: "AuthorityRegistry",
    name: "ValidatorChanged",
    args: { centre, consensusKey, nodeKey: "0x02", power, from: "100", until: "0" },
    blockNumber: 1n,
    blockTime: 100n,
    logIndex: 0,
    transactionHash: `0x${"00".repeat(32)}`,
  });
  const state = foldRegistryState([changed("0x0a", 1n), changed("0x0b", 2n), changed("0x0a", 3n)]);
  const shape = parseAbiParameters("bytes32, bytes, bytes, uint64, uint64, uint64");
  const records = toTakeOverRecords(state, () => null).map(({ kind, data }) => [
    kind,
    ...decodeAbiParameters(shape, data),
  ]);
  assert.deepEqual(records, [
    [5, centre, "0x0a", "0x02", 3n, 100n, 0n],
    [5, centre, "0x0b", "0x02", 2n, 100n, 0n],
  ]);
});
