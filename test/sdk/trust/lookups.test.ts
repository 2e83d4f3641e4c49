import assert from "node:assert/strict";
import { test } from "node:test";
import { type TrustListContent, toAuthorityId } from "@sello/sdk";
import {
  findCurrentKey,
  isAccreditedAt,
  isActiveAt,
  isWithin,
  keysOf,
  lineage,
} from "@sello/sdk/trust";
import { issOf, World, worldTypes } from "../../support/world.ts";

const world = new World({ witnessCount: 0 });
const department = toAuthorityId(issOf("futian-police"));
const stranger = toAuthorityId(issOf("nobody"));
const { id: type } = worldTypes.resident;

async function listWith(change: (content: TrustListContent) => TrustListContent["authorities"]) {
  const content = world.trustListContent();
  return world.trustList({ ...content, authorities: change(content) });
}
const between = (from: number, until: number | null) => ({ from, until });

test("an interval has its first second and not its last", () => {
  assert.deepEqual(
    [9, 10, 19, 20].map((at) => isWithin(between(10, 20), at)),
    [false, true, true, false],
  );
  assert.ok(isWithin(between(10, null), 1e12));
});

test("the line goes from the authority to the city", async () => {
  const list = await world.trustList();
  const authority = list.authorities.get(department);
  assert.ok(authority);
  assert.deepEqual(
    lineage(list, authority).map(({ slug }) => slug),
    ["futian-police", "futian", "shenzhen"],
  );
});

test("active means active all the way up, at that second", async () => {
  const list = await listWith(({ authorities }) =>
    authorities.map((each) =>
      each.slug === "shenzhen"
        ? {
            ...each,
            states: [
              { state: "active" as const, ...between(100, 200) },
              { state: "suspended" as const, ...between(200, 300) },
              { state: "active" as const, ...between(300, 400) },
              { state: "retired" as const, ...between(400, null) },
            ],
          }
        : { ...each, states: [{ state: "active" as const, ...between(0, null) }] },
    ),
  );
  assert.deepEqual(
    [99, 100, 199, 200, 299, 300, 399, 400].map((at) => isActiveAt(list, department, at)),
    [false, true, true, false, false, true, true, false],
  );
  assert.equal(isActiveAt(list, stranger, 150), false);
});

test("where intervals contradict each other, not active wins", async () => {
  const list = await listWith(({ authorities }) =>
    authorities.map((each) => ({
      ...each,
      states: [
        { state: "active" as const, ...between(0, null) },
        { state: "suspended" as const, ...between(10, 20) },
      ],
    })),
  );
  assert.deepEqual(
    [9, 10, 20].map((at) => isActiveAt(list, department, at)),
    [true, false, true],
  );
});

test("accreditation needs a grant here and the right to delegate above, at that second", async () => {
  const list = await listWith(({ authorities }) =>
    authorities.map((each, depth) => ({
      ...each,
      accreditations: [
        { documentType: type, delegate: depth < 2, ...between(100 + depth, 200 - depth) },
      ],
    })),
  );
  const at = (time: number) => isAccreditedAt(list, department, type, time);
  assert.deepEqual([101, 102, 197, 198].map(at), [false, true, true, false]);
  assert.equal(isAccreditedAt(list, department, worldTypes.sealedFile.id, 150), false);
  assert.equal(isAccreditedAt(list, stranger, type, 150), false);
});

test("a key may come back, and is current in its intervals only", async () => {
  const list = await listWith(({ authorities }) =>
    authorities.map((each) => ({
      ...each,
      keys: each.keys.flatMap((key) => [
        { ...key, ...between(10, 20) },
        { ...key, ...between(30, null) },
      ]),
    })),
  );
  const authority = list.authorities.get(department);
  const { kid } = world.keys["futian-police"];
  assert.ok(authority);
  assert.equal(keysOf(authority, kid).length, 2);
  assert.deepEqual(
    [9, 10, 20, 30].map((at) => findCurrentKey(authority, kid, at) !== null),
    [false, true, false, true],
  );
  assert.equal(findCurrentKey(authority, world.keys.futian.kid, 10), null);
});
