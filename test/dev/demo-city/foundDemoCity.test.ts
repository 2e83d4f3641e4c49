import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Hex, toAuthorityId } from "@sello/sdk";
import { placeAuthorities } from "../../../dev/demo-city/demoCity.ts";
import { cityAdministrator, roles } from "../../../dev/demo-city/demoOfficers.ts";
import { foundDemoCity, toCityDeployment } from "../../../dev/demo-city/foundDemoCity.ts";
import { toMissingOperations } from "../../../dev/demo-city/toMissingOperations.ts";
import { toSeconds } from "../../../services/platform/Clock.ts";
import type { RegistryChanges } from "../../../services/registry/changes/RegistryChanges.ts";
import type { Authority } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import {
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
async function found(open: OpenRegistry, timeoutMs = 60_000) {
  const { anchor, status } = open.accounts;
  const founding = foundDemoCity({
    publicUrl,
    registry: open.registry,
    changes: open.changes,
    keys: open.keys,
    signer: open.signer,
    documentTypes: open.documentTypes,
    accounts: { anchor: anchor.address, status: status.address },
    timeoutMs,
  });
  let isDone = false;
  const done = founding.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  while (!isDone) {
    await open.advance();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return founding;
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
  const { address } = await city.keys.createOrLoad(cityAdministrator.wallet, "secp256k1");
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

  const administrator = await city.keys.createOrLoad(cityAdministrator.wallet, "secp256k1");
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
      accreditations.map(
        ({ documentType }) => `${id} ${plan.typeId(documentTypes.byId(documentType).name)}`,
      ),
    );
  assert.deepEqual(granted.sort(), [...new Set(expected)].sort());
});
