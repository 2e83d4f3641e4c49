import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptSuccessor,
  parsePresentation,
  toAuthorityId,
  type Verdict,
  verify,
} from "@sello/sdk";
import { formatNote } from "@sello/sdk/log";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { entryOf, signCheckpoint } from "../../support/TestLog.ts";
import { isOpen, Turnovers } from "../../support/Turnovers.ts";
import { issOf, worldTypes } from "../../support/world.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const policy = { mayBeUnknown: ["status"] } as const;

const why = ({ checks }: Verdict): string =>
  checks
    .filter(({ outcome }) => outcome === "failed" || outcome === "unknown")
    .map(({ code, data }) => `${code} ${JSON.stringify(data ?? {})}`)
    .join("; ");

async function history(at: number): Promise<Turnovers> {
  const network = new Turnovers(new Random(at));
  await network.publish();
  network.now += 1;
  for (let i = 0; i < 25; i++) await network.step();
  await network.publish();
  return network;
}

test(`a genuine document is valid under every list that knows what it needs, and never invalid (seed ${seed})`, async () => {
  for (let round = 0; round < 3; round++) {
    const network = await history(seed + round);
    const presentations = network.shown.map(({ file }) => parsePresentation(file));
    for (const { list, issuedAt, turn } of network.lists) {
      for (const [i, shown] of network.shown.entries()) {
        const verdict = await verify(presentations[i] ?? "", list, [], policy, network.now);
        const where = `seed ${seed + round}, list ${list.head.version}, document ${i}: ${why(verdict)}`;
        const knows = issuedAt >= shown.provenAt || turn === shown.turn;
        assert.equal(verdict.outcome === "invalid", false, where);
        if (knows) assert.equal(verdict.outcome, "valid", where);
      }
    }
  }
});

test(`every list of a history succeeds the one before it (seed ${seed})`, async () => {
  const network = await history(seed);
  let known = network.lists[0]?.list;
  assert.ok(known);
  for (const { list } of network.lists.slice(1))
    known = await acceptSuccessor(known, formatNote(list.note));
  assert.equal(known.head.version, network.lists.length);
});

test(`keys that have ended backdate nothing that was not there (seed ${seed})`, async () => {
  for (let round = 0; round < 3; round++) {
    const network = await history(seed + round);
    const { list } = network.lists.at(-1) ?? {};
    assert.ok(list);
    const { key: signing } = network.issuing[0] ?? {};
    assert.ok(signing);
    const { document } = await network.world.issue({ key: signing });
    for (const { log, entries, keys, until } of network.deployed) {
      const stolenLog = keys.filter((term) => !isOpen(term) || until !== null);
      const stolen = network.witnesses.flatMap((witness) =>
        witness.keys.filter((term) => !isOpen(term)),
      );
      for (const key of stolenLog) {
        for (const size of [key.end?.size ?? log.size, log.size, log.size + 3]) {
          const at = (key.until ?? until ?? network.now) - 1;
          const fork = log.fork(Math.max(0, size - 1), entries);
          while (fork.size < size - 1) fork.append(new Uint8Array(112).fill(fork.size));
          const placed = { document, origin: log.origin, index: fork.size, anchoredAt: at };
          fork.append(
            entryOf(document, toAuthorityId(issOf("futian-police")), worldTypes.resident.id, at),
          );
          const checkpoint = { origin: log.origin, size: fork.size, root: fork.root() };
          const note = await signCheckpoint(
            checkpoint,
            [key.signer],
            stolen.map(({ signer }) => signer),
            at,
          );
          const file = fork.file(placed, fork.size, note);
          const online = { ...policy, provenCheckpoints: [] };
          const verdict = await verify(file, list, [], online, network.now);
          assert.notEqual(
            verdict.outcome,
            "valid",
            `seed ${seed + round}, size ${size} of ${log.origin}`,
          );
          if (size > (key.end?.size ?? log.size) || size === key.end?.size) {
            const offline = await verify(file, list, [], policy, network.now);
            assert.notEqual(
              offline.outcome,
              "valid",
              `offline, seed ${seed + round}, size ${size}`,
            );
          }
        }
      }
    }
  }
});
