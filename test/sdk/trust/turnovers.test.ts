import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptSuccessor, parsePresentation, type Verdict, verify } from "@sello/sdk";
import { formatNote } from "@sello/sdk/log";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { forgeUnderEnded } from "../../support/forgeUnderEnded.ts";
import { Turnovers } from "../../support/Turnovers.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const policy = { mayBeUnknown: ["status"] } as const;

const why = ({ checks }: Verdict): string =>
  checks
    .filter(({ outcome }) => outcome === "failed" || outcome === "unknown")
    .map(({ code, data }) => `${code} ${JSON.stringify(data ?? {})}`)
    .join("; ");

const history = (at: number): Promise<Turnovers> => Turnovers.ofSteps(new Random(at), 25);

test(`a genuine document is valid under every list that knows what it needs, and never invalid (seed ${seed})`, async () => {
  for (let round = 0; round < 3; round++) {
    const network = await history(seed + round);
    const presentations = network.shown.map(({ file }) => parsePresentation(file));
    for (const { list, issuedAt, turn } of network.lists) {
      for (const [i, shown] of network.shown.entries()) {
        const verdict = await verify(presentations[i] ?? "", list, [], policy, network.now);
        const where = `seed ${seed + round}, list ${list.head.version}, document ${i}: ${why(verdict)}`;
        const knows = issuedAt >= shown.provenAt || turn === shown.turn;
        // The exception of docs/decisions/0147: nothing in such a file is later than the list.
        const isSilent = !shown.isCosigned && shown.anchoredAt < issuedAt && !knows;
        if (!isSilent) assert.notEqual(verdict.outcome, "invalid", where);
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
  const online = { ...policy, provenCheckpoints: [] };
  for (let round = 0; round < 3; round++) {
    const network = await history(seed + round);
    const { list } = network.lists.at(-1) ?? {};
    assert.ok(list);
    for await (const { file, where, isBeyondEnd } of forgeUnderEnded(network)) {
      const verdict = await verify(file, list, [], online, network.now);
      assert.notEqual(verdict.outcome, "valid", `seed ${seed + round}, ${where}`);
      if (!isBeyondEnd) continue;
      const offline = await verify(file, list, [], policy, network.now);
      assert.notEqual(offline.outcome, "valid", `offline, seed ${seed + round}, ${where}`);
    }
  }
});
