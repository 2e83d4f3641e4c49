import assert from "node:assert/strict";
import { test } from "node:test";
import type { RegistryOperation } from "../../../services/registry/changes/RegistryRequest.ts";
import { GoverningActs } from "../../../services/turnover/GoverningActs.ts";
import { waitingDesk } from "../../../services/turnover/OfficersDesk.ts";
import type { Turnover } from "../../../services/turnover/Turnover.ts";

const operations: RegistryOperation[] = [
  { operation: "SetState", values: { authority: "0x01", state: 1 } },
];

function makeActs(states: ("sent" | "effective" | "refused")[]) {
  const submitted: unknown[] = [];
  let isEffective = false;
  const changes = {
    submit: async (requests: unknown) => {
      submitted.push(requests);
      return { id: String(submitted.length), transactionHash: "0x00" as const };
    },
    state: async (id: string) => {
      const state = states.shift() ?? "sent";
      isEffective ||= state === "effective";
      return { id, state, transactionHash: "0x00", blockNumber: null, error: null };
    },
  };
  const act = { name: "grant", operations, isEffective: async () => isEffective };
  return { acts: new GoverningActs({ desk: waitingDesk, changes }), act, submitted };
}

const turnover = (data: Turnover["data"] = {}) =>
  ({ id: "0b", data, state: "waiting", step: "grant" }) as Turnover;

test("where officers sign in their own time, what they are to sign is shown until they have", async () => {
  const { acts, act, submitted } = makeActs(["sent", "effective"]);
  const waiting = await acts.advance(turnover(), act);
  assert.equal(waiting?.state, "waiting");
  assert.deepEqual(waiting?.data.toSign, operations);
  const relayed = await acts.submit(turnover(waiting?.data), ["signed"]);
  assert.deepEqual(submitted, [["signed"]]);
  assert.equal(relayed.data.toSign, undefined);
  assert.equal((await acts.advance(turnover(relayed.data), act))?.state, "running");
  await acts.advance(turnover(relayed.data), act);
  assert.equal(await acts.advance(turnover(relayed.data), act), null);
});

test("a change that the contract refuses is asked for again", async () => {
  const { acts, act } = makeActs(["refused"]);
  const waiting = await acts.advance(turnover(), act);
  const relayed = await acts.submit(turnover(waiting?.data), ["signed"]);
  const refused = await acts.advance(turnover(relayed.data), act);
  assert.equal((await acts.advance(turnover(refused?.data), act))?.state, "waiting");
});
