import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Hex } from "@sello/sdk";
import type { PrivateKeyAccount } from "viem/accounts";
import { limits } from "../../../../services/platform/limits.ts";
import { readRelayed } from "../../../../services/registry/changes/readRelayed.ts";
import { PgRegistryEvents } from "../../../../services/registry/PgRegistryEvents.ts";
import { viewAuthorityEvents } from "../../../../services/registry/toAuthorityEventView.ts";
import { p256Signer, passkeySigner, type TypedData } from "../../../support/accountSigners.ts";
import { makeSafe } from "./makeSafe.ts";
import {
  idOf,
  newPerson,
  openOfficeOfMany,
  registration,
  signAct,
  signedIn,
  withLowV,
} from "./officeOfMany.ts";

type Trio = readonly [PrivateKeyAccount, PrivateKeyAccount, PrivateKeyAccount];

let office: Awaited<ReturnType<typeof openOfficeOfMany>>;
let people: Trio;
let account: Hex;
before(async () => {
  office = await openOfficeOfMany();
  people = [newPerson(), newPerson(), newPerson()];
  account = await makeTrio(people);
});
after(() => office.stop());

/** An account of three people, of whom two must sign, which administers the city. */
async function makeTrio(trio: Trio): Promise<Hex> {
  const made = await office.makeAccount(
    trio.map(({ address }) => address),
    2,
  );
  await office.appoint(made);
  return made.toLowerCase() as Hex;
}

const propose = (slug: string, more: object = {}) =>
  office.acts.propose(signedIn(people[0]), {
    account,
    operations: [registration(slug)],
    ...more,
  });

/** A person signs as themselves. */
async function sign(person: PrivateKeyAccount, id: string) {
  const officer = signedIn(person);
  const shown = await office.acts.get(officer, id);
  const signatures = await signAct(person, shown);
  return office.acts.sign(officer, id, { signer: officer.account, signatures });
}

const isRegistered = async (slug: string) =>
  (await office.registry.all()).some((each) => each.slug === slug);

test("two of three sign, one declines, and the account's act is carried out", async () => {
  const proposed = await propose("dept-a");
  const { id } = proposed.act;
  assert.equal(proposed.act.state, "open");
  const declined = await office.acts.decline(signedIn(people[2]), id);
  assert.equal(declined.act.decisions[0]?.signatures, null);
  const once = await sign(people[0], id);
  assert.equal(once.act.state, "open");
  assert.equal(once.act.changeId, null);
  const twice = await sign(people[1], id);
  assert.equal(twice.act.state, "relayed");
  await office.settle();
  assert.ok(await isRegistered("dept-a"));
  const change = await office.changes.get(twice.act.changeId ?? "");
  assert.equal(change.state, "effective");
  assert.deepEqual(
    readRelayed(change.raw).map(({ operation, signer }) => [operation, signer.toLowerCase()]),
    [["RegisterAuthority", account]],
  );
  await assert.rejects(sign(people[2], id), { code: "governing_act.over" });
});

test("several operations are one act, signed one by one and carried out together", async () => {
  const officer = newPerson().address.toLowerCase();
  const { act } = await office.acts.propose(signedIn(people[0]), {
    account,
    operations: [
      registration("dept-b"),
      { operation: "SetOfficer", values: { authority: idOf("dept-b"), officer, roles: 2 } },
    ],
  });
  await sign(people[1], act.id);
  const done = await sign(people[2], act.id);
  assert.equal(done.act.state, "relayed");
  await office.settle();
  const found = await office.registry.bySlug("dept-b");
  assert.deepEqual(
    found.officers.map(({ address, roles }) => [address, roles]),
    [[officer, 2]],
  );
});

test("a hardware wallet's v of 0 or 1 is good", async () => {
  const { act } = await propose("dept-v");
  for (const person of [people[0], people[1]]) {
    const officer = signedIn(person);
    const shown = await office.acts.get(officer, act.id);
    const signatures = (await signAct(person, shown)).map(withLowV);
    await office.acts.sign(officer, act.id, { signer: officer.account, signatures });
  }
  await office.settle();
  assert.ok(await isRegistered("dept-v"));
});

test("a signature that was made elsewhere is read back by another of the people", async () => {
  const { act } = await propose("dept-c");
  const shown = await office.acts.get(signedIn(people[0]), act.id);
  const signer = people[1].address.toLowerCase() as Hex;
  const signatures = await signAct(people[1], shown);
  await office.acts.sign(signedIn(people[0]), act.id, { signer, signatures });
  const after = await office.acts.get(signedIn(people[0]), act.id);
  assert.deepEqual(
    after.act.decisions.map((each) => each.signer),
    [signer],
  );
  await assert.rejects(
    office.acts.sign(signedIn(people[0]), act.id, {
      signer: people[2].address.toLowerCase() as Hex,
      signatures,
    }),
    { code: "registry_change.signature" },
  );
});

test("each signature is checked when it comes: by whom, for which account, of which request", async () => {
  const { act } = await propose("dept-d");
  const twin = await makeTrio(people);
  const other = await office.acts.propose(signedIn(people[0]), {
    account: twin,
    operations: [registration("dept-d")],
  });
  const shown = await office.acts.get(signedIn(people[0]), act.id);
  const officer = signedIn(people[0]);
  const give = (signatures: readonly Hex[], signer = officer.account) =>
    office.acts.sign(officer, act.id, { signer, signatures });
  const request = shown.requests[0]?.request;
  const refused: readonly [readonly Hex[], string][] = [
    // Of the same people's other account; without the account's name; of another person; none; too many.
    [await signAct(people[0], other), "registry_change.signature"],
    [[await people[0].signTypedData(request as never)], "registry_change.signature"],
    [await signAct(people[1], shown), "registry_change.signature"],
    [["0x00"], "registry_change.signature"],
    [[...(await signAct(people[0], shown)), "0x00"], "governing_act.signatures"],
  ];
  for (const [signatures, code] of refused) await assert.rejects(give(signatures), { code });
  const stranger = newPerson();
  await assert.rejects(
    give(await signAct(stranger, shown), stranger.address.toLowerCase() as Hex),
    { code: "governing_act.not_signer" },
  );
  assert.deepEqual((await office.acts.get(officer, act.id)).act.decisions, []);
});

test("a signed request is worth nothing at another account of the same people", async () => {
  const { act } = await propose("dept-replay");
  await sign(people[0], act.id);
  const done = await sign(people[1], act.id);
  assert.equal(done.act.state, "relayed");
  const { rows } = await office.database.query<{ signatures: Buffer[] }>(
    "select signatures from governing_decisions where act = $1",
    [act.id],
  );
  assert.equal(rows.length, 2);
  const twin = await makeTrio(people);
  const again = await office.acts.propose(signedIn(people[0]), {
    account: twin,
    operations: [registration("dept-replay-2")],
  });
  for (const [index, person] of [people[0], people[1]].entries())
    await assert.rejects(
      office.acts.sign(signedIn(person), again.act.id, {
        signer: person.address.toLowerCase() as Hex,
        signatures: (rows[index]?.signatures ?? []).map((one) => `0x${one.toString("hex")}` as Hex),
      }),
      { code: "registry_change.signature" },
    );
  await office.settle();
});

test("the service can carry out nothing by itself, nor with one signature of two", async () => {
  const { act } = await propose("dept-alone");
  await sign(people[0], act.id);
  await assert.rejects(office.acts.send(signedIn(people[0]), act.id), {
    code: "governing_act.incomplete",
  });
  // Every key that the service has, as if it were the second person.
  for (const own of Object.values(office.ownAccounts)) {
    const shown = await office.acts.get(signedIn(people[0]), act.id);
    const data = shown.requests[0]?.signed;
    const signature = await own.signTypedData(data as never);
    await assert.rejects(
      office.acts.sign(signedIn(people[0]), act.id, {
        signer: people[1].address.toLowerCase() as Hex,
        signatures: [signature],
      }),
      { code: "registry_change.signature" },
    );
    // As if the database had been written to: the contract asks the account, which knows its people.
    await office.database.query(
      `insert into governing_decisions (act, signer, signatures) values ($1, $2, array[$3::bytea])
       on conflict (act, signer) do update set signatures = excluded.signatures`,
      [
        act.id,
        Buffer.from(people[1].address.slice(2), "hex"),
        Buffer.from(signature.slice(2), "hex"),
      ],
    );
    const tried = await office.acts.send(signedIn(people[0]), act.id);
    assert.equal(tried.act.state, "open");
    assert.equal(tried.act.refusal?.error, "AuthorityRegistry_InvalidSignature");
  }
  await office.settle();
  assert.equal(await isRegistered("dept-alone"), false);
});

test("what the registry would refuse is refused before anybody signs, with the reason", async () => {
  await assert.rejects(
    office.acts.propose(signedIn(people[0]), {
      account,
      operations: [{ operation: "SetState", values: { authority: idOf("city"), state: 2 } }],
    }),
    (error: unknown) => {
      const { code, data } = error as { code: string; data: { error: string } };
      assert.equal(code, "registry_change.refused");
      assert.equal(data.error, "AuthorityRegistry_CityStaysActive");
      return true;
    },
  );
});

test("of an act and the one that replaces it only one can take effect", async () => {
  const first = await propose("dept-old");
  await sign(people[0], first.act.id);
  const kept = await signAct(people[1], await office.acts.get(signedIn(people[1]), first.act.id));
  const second = await propose("dept-new", { replaces: first.act.id });
  assert.equal(second.act.nonce, first.act.nonce);
  assert.equal(second.act.replaces, first.act.id);
  const old = await office.acts.get(signedIn(people[0]), first.act.id);
  assert.equal(old.act.state, "ended");
  assert.equal(old.act.replacedBy, second.act.id);
  await assert.rejects(
    office.acts.sign(signedIn(people[1]), first.act.id, {
      signer: people[1].address.toLowerCase() as Hex,
      signatures: kept,
    }),
    { code: "governing_act.over" },
  );
  await sign(people[1], second.act.id);
  await sign(people[2], second.act.id);
  await office.settle();
  assert.ok(await isRegistered("dept-new"));
  assert.equal(await isRegistered("dept-old"), false);
});

test("an act that is ended takes no signatures, and is ended once", async () => {
  const { act } = await propose("dept-ended");
  const ended = await office.acts.end(signedIn(people[1]), act.id);
  assert.equal(ended.act.endedBy, people[1].address.toLowerCase());
  await assert.rejects(sign(people[0], act.id), { code: "governing_act.over" });
  await assert.rejects(office.acts.end(signedIn(people[0]), act.id), {
    code: "governing_act.over",
  });
});

test("what the registry refuses at the end waits with the reason, and can be sent again", async () => {
  const operation = {
    operation: "SetOfficer",
    values: { authority: idOf("dept-late"), officer: newPerson().address.toLowerCase(), roles: 2 },
  } as const;
  // Of an authority that is there when it is proposed, and suspended above when it is sent.
  await office.change(registration("dept-late"));
  const { act } = await office.acts.propose(signedIn(people[0]), {
    account,
    operations: [operation],
  });
  await sign(people[0], act.id);
  await office.change({
    operation: "SetState",
    values: { authority: idOf("dept-late"), state: 3 },
  });
  const refused = await sign(people[1], act.id);
  assert.equal(refused.act.state, "open");
  assert.equal(refused.act.refusal?.error, "AuthorityRegistry_Retired");
  const again = await office.acts.send(signedIn(people[2]), act.id);
  assert.equal(again.act.refusal?.error, "AuthorityRegistry_Retired");
});

test("who does not sign for the account sees nothing of it and does nothing", async () => {
  const { act } = await propose("dept-hidden");
  const stranger = signedIn(newPerson());
  const given = { signer: stranger.account, signatures: ["0x00"] } as const;
  const asked = [
    () => office.acts.get(stranger, act.id),
    () => office.acts.decline(stranger, act.id),
    () => office.acts.end(stranger, act.id),
    () => office.acts.send(stranger, act.id),
    () => office.acts.sign(stranger, act.id, given),
    () => office.acts.get(signedIn(people[0]), "00000000-0000-4000-8000-000000000000"),
  ];
  for (const one of asked) await assert.rejects(one(), { code: "governing_act.unknown" });
  await assert.rejects(
    office.acts.propose(stranger, { account, operations: [registration("x")] }),
    { code: "governing_act.not_signer" },
  );
  assert.deepEqual(await office.acts.list(stranger), []);
  const listed = await office.acts.list(signedIn(people[2]));
  assert.ok(listed.some((each) => each.act.id === act.id));
  assert.equal(listed[0]?.act.state, "open");
});

test("a person is known by the accounts that they sign for, and only while these administer", async () => {
  const [person] = people;
  const found = await office.shared.of(person.address.toLowerCase() as Hex);
  const own = found.find((each) => each.account.account === account);
  assert.equal(own?.account.threshold, 2);
  assert.deepEqual(
    own?.offices.map(({ authority, roles }) => [authority.slug, roles]),
    [["city", ["administer"]]],
  );
  assert.deepEqual(await office.shared.of(newPerson().address.toLowerCase() as Hex), []);
  const lone = newPerson();
  const small = await office.makeAccount([lone.address], 1);
  await office.appoint(small);
  assert.equal((await office.shared.of(lone.address.toLowerCase() as Hex)).length, 1);
  await office.appoint(small, 0);
  assert.deepEqual(await office.shared.of(lone.address.toLowerCase() as Hex), []);
});

test("keys sign too: a passkey and a P-256 key, each as a signer of the account", async () => {
  const { webAuthn, p256 } = office.verifiers;
  const [passkey, key, person] = [passkeySigner(webAuthn), p256Signer(p256), newPerson()];
  const mixed = (
    await office.makeAccount([passkey.id, key.id, person.address], 2)
  ).toLowerCase() as Hex;
  await office.appoint(mixed);
  const officer = signedIn(person);
  const { act, requests } = await office.acts.propose(officer, {
    account: mixed,
    operations: [registration("dept-keys")],
  });
  for (const one of [passkey, key]) {
    const { domain, types, message } = requests[0]?.signed ?? {};
    const data = { domain, types, message };
    const signature = (await one.sign(data as unknown as TypedData)) as Hex;
    const signer = one.id.toLowerCase() as Hex;
    const spoilt = `0x00${signature.slice(4)}` as Hex;
    await assert.rejects(office.acts.sign(officer, act.id, { signer, signatures: [spoilt] }), {
      code: "registry_change.signature",
    });
    await office.acts.sign(officer, act.id, { signer, signatures: [signature] });
  }
  await office.settle();
  assert.ok(await isRegistered("dept-keys"));
});

test("a Safe as administrator: two of three owners sign over the request's hash", async () => {
  const owners: Trio = [newPerson(), newPerson(), newPerson()];
  const addresses = owners.map(({ address }) => address);
  const safe = (await makeSafe(office, addresses, 2)).toLowerCase() as Hex;
  await office.appoint(safe);
  const { act, account: now } = await office.acts.propose(signedIn(owners[0]), {
    account: safe,
    operations: [registration("dept-safe")],
  });
  assert.equal(now.kind, "safe");
  assert.equal(now.threshold, 2);
  await sign(owners[2], act.id);
  await assert.rejects(sign(people[0], act.id), { code: "governing_act.unknown" });
  const done = await sign(owners[0], act.id);
  assert.equal(done.act.state, "relayed");
  await office.settle();
  assert.ok(await isRegistered("dept-safe"));
});

test("an authority's history names who decided, when, and the transaction, page by page", async () => {
  const events = new PgRegistryEvents(office.database);
  const first = await viewAuthorityEvents(events, idOf("city"), { limit: 2 });
  assert.equal(first.events.length, 2);
  const all = [...first.events];
  for (let { next } = first; next !== null; ) {
    const page = await viewAuthorityEvents(events, idOf("city"), { limit: 2, after: next });
    all.push(...page.events);
    next = page.next;
  }
  assert.equal(all.at(-1)?.name, "AuthorityRegistered");
  const whole = await viewAuthorityEvents(events, idOf("city"), {});
  assert.deepEqual(all, whole.events);
  const registered = await viewAuthorityEvents(events, idOf("dept-a"), {});
  assert.equal(registered.events.at(-1)?.by?.toLowerCase(), account);
  assert.match(registered.events[0]?.transactionHash ?? "", /^0x[0-9a-f]{64}$/);
  await assert.rejects(viewAuthorityEvents(events, idOf("city"), { after: "x" }), {
    code: "page.cursor",
  });
});

test("acts leave lines in the audit that name the person, and limits hold", async () => {
  const { rows } = await office.database.query<{ action: string; actor: string }>(
    "select distinct action, actor from audit_events where subject like 'governing-act:%'",
  );
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ["propose", "sign", "decline", "end"])
    assert.ok(actions.has(`governing_act.${action}`), action);
  assert.ok(rows.every(({ actor }) => /^officer:0x[0-9a-f]{40}$/.test(actor)));
  const open = await office.acts.list(signedIn(people[0]));
  const waiting = open.filter(({ act }) => act.state === "open" && act.account === account);
  await office.database.query(
    `insert into governing_acts (id, account, kind, authority_id, operations, nonce, deadline, registry, proposed_by)
     select gen_random_uuid(), account, kind, authority_id, operations, nonce, deadline, registry, proposed_by
     from governing_acts, generate_series(1, $2) where id = $1`,
    [waiting[0]?.act.id, limits.governingActsOpen],
  );
  await assert.rejects(propose("dept-many"), { code: "governing_act.too_many" });
});
