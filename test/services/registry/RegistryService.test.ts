import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  type AuthorityId,
  type DocumentTypeId,
  type Hex,
  parseTrustList,
  toAuthorityId,
  toDocumentTypeId,
  toHex,
} from "@sello/sdk";
import {
  isAccreditedAt,
  isActiveAt,
  isActiveItself,
  isKeyCurrentAt,
  rolesAt,
} from "@sello/sdk/trust";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi as abi } from "../../../services/ledger/evm/abi/authorityRegistryAbi.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { findIssuingObstacle } from "../../../services/registry/findIssuingObstacle.ts";
import type { RegistrySnapshot } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import {
  type RegistryPlace,
  toKeyIntroduction,
} from "../../../services/signing/toKeyIntroduction.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { makeEcKey, type TestEcKey } from "../../support/keys.ts";
import { startPostgres } from "../../support/postgres.ts";
import {
  type OpenRegistry,
  openRegistry,
  publicUrl,
  rpc,
  setCursor,
  startAnvil,
} from "./registryChain.ts";
import { openTrustLists } from "./trust/openTrustLists.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let database: Database;
before(async () => {
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  database = (await postgres.database()).database;
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

const idOf = (slug: string) => toAuthorityId(toIss(publicUrl, slug));
const names = (slug: string) => JSON.stringify({ zh: slug, es: slug, en: slug });
const types = ["a", "b"].map((name) => toDocumentTypeId(`${publicUrl}/types/${name}/1`));
// city ─ north ─ office ─ desk, and city ─ south ─ counter
const tree = [
  ["north", "city", 2],
  ["south", "city", 2],
  ["office", "north", 4],
  ["desk", "office", 4],
  ["counter", "south", 4],
] as const;
const slugs = ["city", ...tree.map(([slug]) => slug)];
const keys = [1, 2, 3].map(() => makeEcKey());
const thumbprints = keys.map(({ kid }) => toThumbprint(kid));

type Call = { readonly functionName: string; readonly args: readonly unknown[] };

/** A small city on a contract of its own, administered by an account that calls the contract itself. */
async function openCity() {
  await database.query("delete from chain_events; delete from chain_cursor");
  const open = await openRegistry(anvil.url, database, async (keys) => {
    const { address } = await keys.createOrLoad("officer/city", "secp256k1");
    const iss = toIss(publicUrl, "city");
    return { city: idOf("city"), iss, names: names("city"), administrator: address };
  });
  const officer = await open.keys.createOrLoad("officer/city", "secp256k1");
  const act = async (calls: readonly Call[], time?: bigint) => {
    const first = Number(
      await rpc(anvil.url, "eth_getTransactionCount", [officer.address, "latest"]),
    );
    for (const [index, call] of calls.entries()) {
      const data = encodeFunctionData({ abi, ...call } as never);
      const raw = await officer.signTransaction({
        type: "eip1559",
        chainId: open.description.chainId,
        nonce: first + index,
        gas: 1_000_000n,
        maxFeePerGas: 0n,
        maxPriorityFeePerGas: 0n,
        to: open.description.contracts.AuthorityRegistry,
        data,
      });
      await rpc(anvil.url, "eth_sendRawTransaction", [raw]);
    }
    await open.advance(time);
  };
  return { ...open, act };
}

const register: readonly Call[] = tree.map(([slug, parent, kind]) => ({
  functionName: "registerAuthority",
  args: [idOf(slug), idOf(parent), kind, toIss(publicUrl, slug), names(slug)],
}));

/** Numbers that look random and are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomCall(
  random: (below: number) => number,
  now: bigint,
  accounts: readonly Hex[],
  place: RegistryPlace,
): Call {
  const authority = idOf(slugs[random(slugs.length)] ?? "city");
  switch (random(5)) {
    case 0:
      return { functionName: "setState", args: [authority, 1 + (random(20) % 2)] };
    case 1:
      return { functionName: "setOfficer", args: [authority, accounts[random(2)], random(16)] };
    case 2: {
      const from = random(2) === 0 ? 0n : now + BigInt(random(40));
      const until = random(2) === 0 ? 0n : now + BigInt(random(60));
      const which = random(3);
      if (random(2) === 0)
        return { functionName: "endSigningKey", args: [authority, thumbprints[which], until] };
      const key = keys[which] as TestEcKey;
      const terms = { authority, from: Number(from), until: Number(until) };
      const signature = key.sign(toKeyIntroduction(place, terms));
      const [x, y] = [key.jwk.x, key.jwk.y].map((text) => toHex(Buffer.from(text, "base64url")));
      const args = [authority, x, y, from, until, toHex(signature)];
      return { functionName: "addSigningKey", args };
    }
    default:
      return { functionName: "setAccreditation", args: [authority, types[random(2)], random(3)] };
  }
}

/** Everything that the contract and the snapshot can both be asked about one time. */
async function compareAt(
  { evm }: OpenRegistry,
  snapshot: RegistrySnapshot,
  at: number,
  accounts: readonly Hex[],
): Promise<void> {
  const time = BigInt(at);
  for (const slug of slugs) {
    const id: AuthorityId = idOf(slug);
    const authority = snapshot.authorities.get(id);
    assert.ok(authority, slug);
    const where = `${slug} at ${at}`;
    const [active, state, ...granted] = await Promise.all([
      evm.call("AuthorityRegistry", "isActiveAt", [id, time]),
      evm.call("AuthorityRegistry", "stateAt", [id, time]),
      ...types.map((type) => evm.call("AuthorityRegistry", "isAccreditedAt", [id, type, time])),
    ]);
    assert.equal(isActiveAt(snapshot, id, at), active, where);
    assert.equal(isActiveItself(authority, at), state === 1, where);
    const projected = types.map((type) => isAccreditedAt(snapshot, id, type as DocumentTypeId, at));
    assert.deepEqual(projected, granted, where);
    for (const [index, type] of types.entries()) {
      const mayIssue = findIssuingObstacle(snapshot, id, type as DocumentTypeId, at) === null;
      assert.equal(mayIssue, active && granted[index] === true, where);
    }
    const current = await Promise.all(
      thumbprints.map((key) => evm.call("AuthorityRegistry", "isKeyCurrentAt", [id, key, time])),
    );
    assert.deepEqual(
      thumbprints.map((key) => isKeyCurrentAt(authority, key, at)),
      current,
      where,
    );
    const roles = await Promise.all(
      accounts.map((account) => evm.call("AuthorityRegistry", "rolesAt", [id, account, time])),
    );
    assert.deepEqual(
      accounts.map((account) => rolesAt(authority, account, at)),
      roles,
      where,
    );
  }
}

test("the projection answers as the contract does, whatever was changed and when", async () => {
  const open = await openCity();
  const random = numbers(20261123);
  const accounts = [open.accounts.anchor.address, open.accounts.status.address];
  const start = BigInt(Math.floor(Date.now() / 1000)) + 100n;
  await open.act(register, start);
  await open.act(
    types.map((type) => ({ functionName: "setAccreditation", args: [idOf("city"), type, 2] })),
    start + 1n,
  );
  const times = new Set<number>();
  let now = start + 1n;
  for (let block = 0; block < 30; block += 1) {
    now += BigInt(1 + random(8));
    // Several changes in one block, so that some are of one fact.
    const calls = Array.from({ length: 12 }, () =>
      randomCall(random, now, accounts, open.changes.place),
    );
    await open.act(calls, now);
    await open.registry.refresh();
    for (const near of [-1n, 0n]) times.add(Number(now + near));
  }
  const { snapshot } = await open.registry.current();
  assert.ok([...snapshot.authorities.values()].some(({ states }) => states.length > 3));
  assert.ok(
    [...snapshot.authorities.values()].some(({ accreditations }) => accreditations.length > 3),
  );
  const future = [Number(now) + 30, Number(now) + 1_000];
  for (const at of [Number(start) - 1, ...times, ...future]) {
    await compareAt(open, snapshot, at, accounts);
  }
});

test("a validator that is registered is in the next trust list, and stays when it ends", async () => {
  const city = await openCity();
  await city.act(register);
  const { lists } = await openTrustLists({ database, registry: city.registry });
  const head = async () => {
    await city.registry.refresh();
    return parseTrustList(await lists.current()).head;
  };
  const before = await head();
  assert.deepEqual(before.validators, []);
  const keys = ["0x0102", "0x03"] as const;
  const set = (power: bigint, until = 0n): Call => ({
    functionName: "setValidator",
    args: [idOf("city"), ...keys, power, 0n, until],
  });
  await city.act([set(10n)]);
  const started = await head();
  const [term] = started.validators;
  const { from = 0 } = term ?? {};
  assert.deepEqual(
    [started.version, started.validators],
    [
      before.version + 1,
      [
        {
          authority: idOf("city"),
          name: "Aw==",
          consensusKey: "AQI=",
          power: 10,
          from,
          until: null,
        },
      ],
    ],
  );
  const kept = await city.evm.call("AuthorityRegistry", "validatorOf", [keys[0]]);
  assert.deepEqual(kept, [idOf("city"), 10n, BigInt(from), 0n]);
  await city.act([set(7n, 1n)]);
  const [ended, ...more] = (await head()).validators;
  assert.deepEqual([ended?.power, ended?.from, more], [7, from, []]);
  assert.ok(ended?.until && ended.until >= from);
});

test("reads come from one block, by slug and id, and unknown authorities are said to be", async () => {
  const open = await openCity();
  await open.act(register);
  await open.registry.refresh();
  const office = await open.registry.bySlug("office");
  assert.equal(office.id, idOf("office"));
  assert.equal(office.parent, idOf("north"));
  assert.equal((await open.registry.byId(idOf("desk"))).slug, "desk");
  assert.equal((await open.registry.all()).length, slugs.length);
  await assert.rejects(open.registry.bySlug("nowhere"), { code: "authority.unknown" });
  await assert.rejects(open.registry.issuingObstacle(idOf("nowhere"), types[0] as never, 1), {
    code: "authority.unknown",
  });
  const now = Math.floor(Date.now() / 1000) + 10_000;
  assert.deepEqual(await open.registry.issuingObstacle(office.id, types[0] as never, now), {
    code: "authority.unaccredited",
    authority: office.id,
  });
});

test("a reorganisation takes back what it took back, and a refresh without news changes nothing", async () => {
  const open = await openCity();
  await open.act(register);
  await open.registry.refresh();
  const before = (await open.registry.current()).revision;
  await open.advance();
  await open.registry.refresh();
  assert.equal((await open.registry.current()).revision, before);

  await open.act([{ functionName: "setState", args: [idOf("north"), 2] }]);
  await open.registry.refresh();
  const last = async () => (await open.registry.byId(idOf("north"))).states.at(-1)?.state;
  assert.equal(await last(), "suspended");

  // As the indexer does it: the events above the common block go, and the cursor goes back.
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ number: string }>(
      "select max(block_number) as number from chain_events",
    );
    await tx.query("delete from chain_events where block_number >= $1", [rows[0]?.number]);
    await setCursor(tx as never, BigInt(rows[0]?.number ?? 1) - 1n, `0x${"ab".repeat(32)}`);
  });
  await open.registry.refresh();
  assert.equal(await last(), "active");
});

test("an event replaced by another at the same place is noticed", async () => {
  const open = await openCity();
  await open.act(register);
  await open.act([{ functionName: "setState", args: [idOf("north"), 2] }]);
  await open.registry.refresh();
  await database.transaction(async (tx) => {
    await tx.query(
      `update chain_events set args = jsonb_set(args, '{state}', '"3"'), transaction_hash = '\\xabcd'
       where name = 'AuthorityStateChanged'`,
    );
    await setCursor(tx as never, 1_000n, `0x${"cd".repeat(32)}`);
  });
  await open.registry.refresh();
  assert.equal((await open.registry.byId(idOf("north"))).states.at(-1)?.state, "retired");
});

test("it follows the indexer by itself while it runs, and says when a block is not reached", async () => {
  const open = await openCity();
  open.registry.loop.start();
  try {
    await open.act(register);
    const head = await open.chain.blockNumber();
    await open.registry.reach(head, 60_000);
    assert.equal((await open.registry.all()).length, slugs.length);
    await assert.rejects(open.registry.reach(head + 10n, 50), { code: "registry.behind" });
  } finally {
    await open.registry.loop.stop();
  }
});
