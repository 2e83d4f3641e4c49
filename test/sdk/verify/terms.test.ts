import assert from "node:assert/strict";
import { test } from "node:test";
import { type CauseKind, type CheckCode, type Move, type TrustHead, verify } from "@sello/sdk";
import { toHeadWorld, wholeList } from "../../support/headWorld.ts";
import { World, worldTimes } from "../../support/world.ts";

// Terms of a deployment, and keys that are distrusted from a time on: each with the second on either side.

const { anchored, published, now } = worldTimes;
const world = new World({ witnessCount: 3, quorum: 2 });
const shown = await world.make();
const status = await world.statusList();
const { head } = toHeadWorld(world);
const [deployment] = head.deployments;
assert.ok(deployment);

type Cause = readonly [CauseKind, Move];

/** Asserts the code of a check under a head, and the cause that the verdict gives. */
async function assertCode(
  code: CheckCode,
  cause: Cause | null,
  change: Partial<TrustHead>,
  keysFrom: number | null = null,
) {
  const content = world.trustListContent();
  const authorities = content.authorities.map((authority) => ({
    ...authority,
    keys: authority.keys.map((key) => ({ ...key, distrustedFrom: keysFrom })),
  }));
  const list = await wholeList(
    toHeadWorld(world, change, { ...content, authorities }),
    world.signers,
  );
  const verdict = await verify(shown.file, list, [status], {}, now);
  const check = verdict.checks.find(({ id }) => code.startsWith(`${id}.`));
  assert.equal(check?.code, code, JSON.stringify(check?.data));
  assert.deepEqual(verdict.cause ? [verdict.cause.kind, verdict.cause.move] : null, cause);
  return check;
}

const deployed = (change: Partial<typeof deployment>): Partial<TrustHead> => ({
  deployments: [{ ...deployment, ...change }],
});

test("in-log.outside-term: an entry has its time in the term of its log", async () => {
  const outside: Cause = ["forged", "holder"];
  const sealed = { size: 12, root: deployment.root ?? Buffer.alloc(32).toString("base64") };
  await assertCode("in-log.outside-term", outside, deployed({ from: anchored + 1 }));
  await assertCode("in-log.ok", null, deployed({ from: anchored }));
  // The second in which a log is sealed is the last that counts.
  await assertCode("in-log.outside-term", outside, deployed({ until: anchored - 1, ...sealed }));
  await assertCode("in-log.ok", null, deployed({ until: anchored, ...sealed }));
});

test("key-current.distrusted: what was anchored from that second on does not count", async () => {
  const ended: Cause = ["ended", "issuer"];
  for (const since of [anchored - 1, anchored]) {
    const check = await assertCode("key-current.distrusted", ended, {}, since);
    assert.equal(check.data?.distrustedFrom, since);
  }
  // The status list is newer and by the same key, so that one does not count.
  await assertCode("key-current.ok", ["not-known", "verifier"], {}, anchored + 1);
});

/** The world's log key, distrusted from a time on. */
const logKey = (since: number): Partial<TrustHead> =>
  deployed({ keys: deployment.keys.map((term) => ({ ...term, distrustedFrom: since })) });

/** So many of the world's three witnesses, distrusted from a time on. */
const witnesses = (count: number, since: number): Partial<TrustHead> => ({
  witnesses: head.witnesses.map((witness, i) => ({
    ...witness,
    keys: witness.keys.map((term) => ({ ...term, distrustedFrom: i < count ? since : null })),
  })),
});

test("a log key that is distrusted counts as far as a quorum cosigned before", async () => {
  const newer: Cause = ["not-known", "holder"];
  await assertCode("checkpoint.ok", null, logKey(published + 1));
  await assertCode("checkpoint.ended-witnesses", newer, logKey(published));
  // Without witnesses nobody shows when it was signed.
  const alone = { quorums: head.quorums.map((term) => ({ ...term, needed: 0 })) };
  await assertCode("checkpoint.key-ended", newer, { ...logKey(published + 1), ...alone });
});

test("a witness that is distrusted counts for what it cosigned before", async () => {
  const newer: Cause = ["not-known", "holder"];
  await assertCode("checkpoint.ok", null, witnesses(3, published + 1));
  await assertCode("checkpoint.ok", null, witnesses(1, published));
  await assertCode("checkpoint.ended-witnesses", newer, witnesses(2, published));
});
