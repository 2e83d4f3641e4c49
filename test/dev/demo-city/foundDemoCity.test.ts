import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Hex, toAuthorityId } from "@sello/sdk";
import { DemoOfficersDesk } from "../../../dev/demo-city/DemoOfficersDesk.ts";
import { placeAuthorities } from "../../../dev/demo-city/demoCity.ts";
import { cityAccount, cityFounder, roles } from "../../../dev/demo-city/demoOfficers.ts";
import { foundDemoCity, toCityDeployment } from "../../../dev/demo-city/foundDemoCity.ts";
import { handOverCity } from "../../../dev/demo-city/handOverCity.ts";
import { toMissingOperations } from "../../../dev/demo-city/toMissingOperations.ts";
import { composeAccounts } from "../../../services/compose/composeAccounts.ts";
import { PgJournal } from "../../../services/ledger/journal/PgJournal.ts";
import { toSeconds } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import type { RegistryChanges } from "../../../services/registry/changes/RegistryChanges.ts";
import type { Authority } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import {
  chainId,
  type OpenRegistry,
  openRegistry,
  publicUrl,
  startAnvil,
} from "../../services/registry/registryChain.ts";
import { startPostgres } from "../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let founded: { city: Awaited<ReturnType<typeof open>>; operations: number };
before(async () => {
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  const city = await open();
  founded = { city, ...(await found(city)) };
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

const idOf = (slug: string) => toAuthorityId(toIss(publicUrl, slug));

/** Founds the city while the chain is moved on by hand. */
const found = (open: OpenRegistry & { readonly database: Database }) =>
  whileAdvancing(open, foundDemoCity(toFounding(open)));

function toFounding(open: OpenRegistry & { readonly database: Database }) {
  const { anchor, status } = open.accounts;
  return {
    publicUrl,
    registry: open.registry,
    changes: open.changes,
    keys: open.keys,
    signer: open.signer,
    documentTypes: open.documentTypes,
    officerAccounts: accountsOf(open),
    accounts: { anchor: anchor.address, status: status.address },
  };
}

function accountsOf({ chain, database, accounts }: OpenRegistry & { readonly database: Database }) {
  const journal = new PgJournal({ chainId, accounts: accounts as never, contracts: null });
  return composeAccounts({ database, ledgerParts: { chain, journal, deployment: { chain: 1 } } });
}

async function whileAdvancing<T>(open: OpenRegistry, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  while (!isDone) {
    await open.advance();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return work;
}

async function open() {
  const { database } = await postgres.database();
  const opened = await openRegistry(anvil.url, database, (keys) =>
    toCityDeployment(publicUrl, keys),
  );
  return { ...opened, database };
}

test("the city is founded as its data says, and the contract agrees", async () => {
  const { city } = founded;
  const placed = placeAuthorities();
  assert.equal((await city.registry.all()).length, placed.length);
  const now = BigInt(toSeconds(Date.now()));
  for (const { authority, parent } of placed) {
    const id = idOf(authority.slug);
    const known = await city.registry.bySlug(authority.slug);
    assert.equal(known.parent, parent ? idOf(parent.slug) : null);
    assert.deepEqual(known.name, authority.name);
    for (const name of authority.issues ?? []) {
      const type = city.documentTypes.byName(name).id;
      const obstacle = await city.registry.issuingObstacle(id, type, Number(now));
      assert.equal(obstacle, null, `${authority.slug} ${name}`);
      assert.ok(await city.evm.call("AuthorityRegistry", "isAccreditedAt", [id, type, now]));
      const account = city.accounts.anchor.address;
      await city.evm.call("AuthorityRegistry", "assertMayAnchor", [id, type, account]);
    }
    if (!authority.issues) continue;
    const { kid } = await city.signer.current(id, Number(now));
    const key = toThumbprint(kid);
    assert.ok(await city.evm.call("AuthorityRegistry", "isKeyCurrentAt", [id, key, now]));
  }
});

test("the service's accounts hold one role each, only where it is needed; only officers administer", async () => {
  const { city } = founded;
  const { anchor, status, relay, deployer } = city.accounts;
  const rolesOf = (account: string, authority: Authority) =>
    authority.officers.find(({ address }) => address === account.toLowerCase())?.roles ?? 0;
  for (const authority of await city.registry.all()) {
    const issues = authority.keys.length > 0;
    assert.equal(rolesOf(anchor.address, authority), issues ? roles.anchor : 0, authority.slug);
    assert.equal(rolesOf(status.address, authority), roles.revoke, authority.slug);
    assert.equal(rolesOf(relay.address, authority), 0);
    assert.equal(rolesOf(deployer.address, authority), 0);
  }
  const { address } = await city.keys.createOrLoad(cityFounder.wallet, "secp256k1");
  assert.equal(rolesOf(address, await city.registry.bySlug("shenzhen")), roles.administer);
});

test("a founding that was interrupted goes on where it stopped", async () => {
  const city = await open();
  let relayed = 0;
  const { changes } = city;
  const interrupted = {
    place: changes.place,
    prepareMany: changes.prepareMany.bind(changes),
    wait: changes.wait.bind(changes),
    waitForAll: changes.waitForAll.bind(changes),
    relay: (data: Hex) => {
      relayed += 1;
      // As if the process were killed: part is journalled, and nothing of it is in a block yet.
      return relayed > 12 ? Promise.reject(new Error("killed")) : changes.relay(data);
    },
  } as unknown as RegistryChanges;
  await assert.rejects(found({ ...city, changes: interrupted }), { message: "killed" });
  const { operations } = await found(city);
  assert.ok(operations > 0 && operations < founded.operations, String(operations));
  assert.deepEqual(await found(city), { operations: 0 });
  const shape = async (one: OpenRegistry) =>
    (await one.registry.all())
      .map(({ slug, accreditations, keys, officers }) => [
        slug,
        accreditations.length,
        keys.length,
        officers.length,
      ])
      .sort();
  assert.deepEqual(await shape(city), await shape(founded.city));
});

test("a second founding does nothing, and leaves alone what officers have changed since", async () => {
  const { city, operations } = founded;
  assert.ok(operations > 300);
  const { rows } = await city.database.query<{ count: string }>(
    "select count(*) from chain_transactions",
  );
  assert.ok(Number(rows[0]?.count) <= Math.ceil(operations / 10), "few transactions");
  assert.deepEqual(await found(city), { operations: 0 });

  const administrator = await city.keys.createOrLoad(cityFounder.wallet, "secp256k1");
  const type = city.documentTypes.byName("library-card").id;
  const values = { authority: idOf("baoan-library"), documentType: type, level: 0 };
  const operation = { operation: "SetAccreditation", values } as const;
  const typedData = await city.changes.prepare(administrator.address, operation);
  const signature = await administrator.signTypedData(typedData as never);
  const { nonce, deadline } = typedData.message;
  const authorization = { signer: administrator.address, nonce, deadline, signature };
  await city.changes.submit({ ...operation, authorization });
  await city.advance();
  assert.deepEqual(await found(city), { operations: 0 });
});

test("a city that was founded with the first version of the types gets the second, as officers left it", async () => {
  const { snapshot } = await founded.city.registry.current();
  const { documentTypes } = founded.city;
  const first = new Map(
    documentTypes.all().map(({ id, name }) => [id, documentTypes.byName(name, 1).id]),
  );
  const cancelled = idOf("baoan-library");
  const before = [...snapshot.authorities.values()].map((authority) => ({
    ...authority,
    accreditations: authority.accreditations.map((grant) => ({
      ...grant,
      documentType: first.get(grant.documentType) ?? grant.documentType,
      until: authority.id === cancelled ? grant.from + 1 : null,
    })),
  }));
  const plan = {
    publicUrl,
    typeId: (name: string) => documentTypes.byName(name).id,
    olderTypeIds: (name: string) => [documentTypes.byName(name, 1).id],
    signingKeys: new Map(),
    officers: [],
    accounts: {
      anchor: founded.city.accounts.anchor.address,
      status: founded.city.accounts.status.address,
    },
  };
  const authorities = new Map(before.map((authority) => [authority.id, authority]));
  const operations = toMissingOperations(plan, {
    authorities,
    grantedPrefixes: [],
    validators: [],
  });
  assert.ok(operations.every(({ operation }) => operation === "SetAccreditation"));
  const granted = operations.map(
    ({ values }) => `${values.authority} ${(values as { documentType: string }).documentType}`,
  );
  const expected = before
    .filter(({ id }) => id !== cancelled)
    .flatMap(({ id, accreditations }) =>
      accreditations
        .map(({ documentType }) => documentTypes.byId(documentType).name)
        // A type that has one version alone is there already.
        .filter((name) => documentTypes.versions(name).length > 1)
        .map((name) => `${id} ${plan.typeId(name)}`),
    );
  assert.deepEqual(granted.sort(), [...new Set(expected)].sort());
});

test("the founder hands the city over to two of three officers, whose account goes on alone", async () => {
  const { city } = founded;
  const founding = toFounding(city);
  const accounts = accountsOf(city);
  await whileAdvancing(city, handOverCity(founding, accounts));
  const made = await accounts.find(cityAccount.request);
  assert.equal(made?.threshold, 2);
  assert.equal(made?.signers.length, 3);
  const { address: founder } = await city.keys.createOrLoad(cityFounder.wallet, "secp256k1");
  const officersNow = async () =>
    (await city.registry.bySlug("shenzhen")).officers
      .filter((each) => each.until === null && (each.roles & roles.administer) !== 0)
      .map(({ address }) => address);
  assert.deepEqual(await officersNow(), [made?.address]);
  const now = BigInt(toSeconds(Date.now()) + 60);
  assert.equal(
    await city.evm.call("AuthorityRegistry", "rolesAt", [idOf("shenzhen"), founder, now]),
    0,
  );

  // Nothing is left to do, and what is founded later the account signs.
  const before = await city.database.query("select count(*) from chain_transactions");
  await whileAdvancing(city, handOverCity(founding, accounts));
  assert.deepEqual(await found(city), { operations: 0 });
  const after = await city.database.query("select count(*) from chain_transactions");
  assert.deepEqual(after.rows, before.rows);
  const desk = new DemoOfficersDesk(city.keys, city.changes, async () => made?.address ?? null);
  const values = { authority: idOf("baoan-library"), officer: `0x${"5a".repeat(20)}`, roles: 2 };
  const requests = await desk.request([{ operation: "SetOfficer", values }], 7n);
  assert.equal(requests[0]?.authorization.signer, made?.address);
  const { id } = await city.changes.submit(requests);
  await city.advance();
  assert.equal((await city.changes.wait(id, 10_000)).state, "effective");
});
