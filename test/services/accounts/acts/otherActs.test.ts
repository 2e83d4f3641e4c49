import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Hex } from "@sello/sdk";
import type { PrivateKeyAccount } from "viem/accounts";
import type { Caller } from "../../../../services/http/Caller.ts";
import { readRelayed } from "../../../../services/registry/changes/readRelayed.ts";
import { sampleDesign } from "../../../support/sampleDesign.ts";
import { makeSafe } from "./makeSafe.ts";
import {
  idOf,
  newPerson,
  openOfficeOfMany,
  registration,
  signAct,
  signedIn,
} from "./officeOfMany.ts";

// Acts of accounts of many that are no changes of the registry: of their own people, and approvals of document types.

let office: Awaited<ReturnType<typeof openOfficeOfMany>>;
before(async () => {
  office = await openOfficeOfMany();
});
after(() => office.stop());

const lower = ({ address }: { readonly address: Hex }): Hex => address.toLowerCase() as Hex;

/** An account of these people that administers the city. */
async function makeAccount(people: readonly PrivateKeyAccount[], threshold: number): Promise<Hex> {
  const addresses = people.map(({ address }) => address);
  const made = (await office.makeAccount(addresses, threshold)).toLowerCase() as Hex;
  await office.appoint(made);
  return made;
}

async function sign(person: PrivateKeyAccount, id: string) {
  const officer = signedIn(person);
  const signatures = await signAct(person, await office.acts.get(officer, id));
  return office.acts.sign(officer, id, { signer: officer.account, signatures });
}

const propose = (person: PrivateKeyAccount, account: Hex, operation: string, values: object) =>
  office.acts.propose(signedIn(person), { account, operations: [{ operation, values }] });

test("an account's people replace one of them, and who was removed sees nothing more", async () => {
  const [ana, ben, cem, dan] = [newPerson(), newPerson(), newPerson(), newPerson()];
  const account = await makeAccount([ana, ben, cem], 2);
  const change = { added: [dan.address], removed: [lower(cem)], newThreshold: "2" };
  const { act, requests } = await propose(cem, account, "ChangeSigners", change);
  // In the account's own domain: a wallet shows who is added and who is removed.
  assert.equal(requests[0]?.signed.domain.verifyingContract, account);
  assert.deepEqual(requests[0]?.signed.message.added, [lower(dan)]);
  await sign(ana, act.id);
  const done = await sign(ben, act.id);
  assert.equal(done.act.state, "relayed");
  await office.settle();
  const sent = await office.changes.get(done.act.changeId ?? "");
  assert.equal(sent.state, "effective");
  assert.deepEqual(
    readRelayed(sent.raw).map(({ operation, values, signer }) => [
      operation,
      values.newThreshold,
      signer.toLowerCase(),
    ]),
    [["ChangeSigners", "2", account]],
  );
  const now = await office.acts.get(signedIn(dan), act.id);
  assert.deepEqual(new Set(now.account.signers), new Set([ana, ben, dan].map(lower)));
  await assert.rejects(office.acts.get(signedIn(cem), act.id), { code: "governing_act.unknown" });
  // And the new one signs like the others.
  const next = await office.acts.propose(signedIn(dan), {
    account,
    operations: [registration("by-dan")],
  });
  await sign(dan, next.act.id);
  assert.equal((await sign(ana, next.act.id)).act.state, "relayed");
  await office.settle();
});

test("what the account's contract would refuse is refused before anybody signs", async () => {
  const [ana, ben] = [newPerson(), newPerson()];
  const account = await makeAccount([ana, ben], 2);
  const none = { added: [], removed: [], newThreshold: "2" };
  const refused: readonly [object, string][] = [
    [none, "officer_account.threshold"],
    [{ ...none, newThreshold: "3" }, "officer_account.threshold"],
    [{ ...none, removed: [lower(ben)] }, "officer_account.threshold"],
    [{ ...none, added: [account] }, "officer_account.signers"],
    [{ ...none, added: [lower(ben)] }, "officer_account.signers"],
    [{ ...none, added: [`0x${"0".repeat(39)}4`] }, "officer_account.signers"],
    [{ ...none, removed: [lower(newPerson())] }, "officer_account.signers"],
    [{ ...none, newThreshold: "0" }, "registry_change.malformed"],
    [{ ...none, newThreshold: 2 }, "registry_change.malformed"],
    [{ ...none, more: true }, "registry_change.malformed"],
  ];
  for (const [values, code] of refused)
    await assert.rejects(propose(ana, account, "ChangeSigners", values), { code });
  const many = Array.from({ length: 15 }, () => newPerson().address);
  await assert.rejects(propose(ana, account, "ChangeSigners", { ...none, added: many }), {
    code: "officer_account.signers",
  });
  const safe = (await makeSafe(office, [ana.address, ben.address], 2)).toLowerCase() as Hex;
  await office.appoint(safe);
  const values = { ...none, newThreshold: "1" };
  await assert.rejects(propose(ana, safe, "ChangeSigners", values), {
    code: "officer_account.safe",
  });
  await assert.rejects(propose(newPerson(), account, "ChangeSigners", values), {
    code: "governing_act.not_signer",
  });
});

test("of two changes that do not go together the second waits with the contract's reason", async () => {
  const [ana, ben, cem] = [newPerson(), newPerson(), newPerson()];
  const account = await makeAccount([ana, ben], 1);
  const values = { added: [cem.address], removed: [], newThreshold: "2" };
  const first = await propose(ana, account, "ChangeSigners", values);
  const second = await propose(ben, account, "ChangeSigners", values);
  assert.equal((await sign(ana, first.act.id)).act.state, "relayed");
  await office.settle();
  await sign(ana, second.act.id);
  const late = await sign(ben, second.act.id);
  assert.equal(late.act.state, "open");
  assert.equal(late.act.refusal?.error, "MultiSignerERC7913AlreadyExists");
});

/** A draft of the city's that waits for approval. */
async function askForApproval(name: string) {
  const author: Caller = {
    ...{ kind: "officer", account: lower(newPerson()), sessionId: "s" },
    ...{ authority: idOf("city"), actions: ["administer"] },
  };
  const { draft } = await office.drafts.create(author, sampleDesign({ name }));
  const asked = await office.drafts.askForApproval(author, draft.id, draft.revision);
  const { approve } = office.drafts;
  return {
    id: draft.id,
    view: () => office.drafts.view(author, draft.id),
    values: { draft: draft.id, content: await contentOf(author, asked.draft.id) },
    /** By one who administers the city alone. */
    async approveAs(person: PrivateKeyAccount) {
      const caller = { ...author, account: lower(person) };
      const data = await office.drafts.prepareApproval(caller, draft.id);
      const signature = await person.signTypedData(data);
      const { content } = data.message;
      return approve.call(office.drafts, caller, draft.id, { content, signature });
    },
  };
}

const contentOf = async (caller: Caller, id: string): Promise<Hex> =>
  (await office.drafts.prepareApproval(caller, id)).message.content;

test("an account of many approves a type once enough of its people have signed", async () => {
  const [ana, ben, cem, alone] = [newPerson(), newPerson(), newPerson(), newPerson()];
  const account = await makeAccount([ana, ben, cem], 2);
  await office.appoint(alone.address);
  const draft = await askForApproval("dog-licence");
  const { act } = await propose(ana, account, "ApproveDocumentType", draft.values);
  await sign(ana, act.id);
  assert.equal((await draft.view()).approvals.length, 0);
  await office.acts.decline(signedIn(cem), act.id);
  const done = await sign(ben, act.id);
  assert.deepEqual([done.act.state, done.act.changeId], ["done", null]);
  const once = await draft.view();
  assert.deepEqual(
    once.approvals.map((each) => each.account),
    [account],
  );
  assert.equal(once.draft.state, "review");
  await assert.rejects(propose(ana, account, "ApproveDocumentType", draft.values), {
    code: "type_draft.approved",
  });
  assert.equal((await draft.approveAs(alone)).draft.state, "published");
  // The audit names who brought the last signature, and for which account.
  const { rows } = await office.database.query<{ actor: string; account: string }>(
    `select actor, data ->> 'account' as account from audit_events
     where action = 'document_type.approved' and subject = $1 order by id`,
    [`type-draft:${draft.id}`],
  );
  assert.deepEqual(rows[0], { actor: `officer:${lower(ben)}`, account });
});

test("one person does not approve twice, alone and for an account of many", async () => {
  const [ana, ben] = [newPerson(), newPerson()];
  const account = await makeAccount([ana, ben], 1);
  await office.appoint(ana.address);
  const draft = await askForApproval("cat-licence");
  await draft.approveAs(ana);
  const { act } = await propose(ana, account, "ApproveDocumentType", draft.values);
  const refused = await sign(ana, act.id);
  assert.deepEqual(
    [refused.act.state, refused.act.refusal?.error],
    ["open", "type_draft.same_person"],
  );
  assert.equal((await sign(ben, act.id)).act.state, "done");
  assert.equal((await draft.view()).draft.state, "published");
});

test("nor the other way round, nor through a Safe", async () => {
  const [ana, ben] = [newPerson(), newPerson()];
  const safe = (await makeSafe(office, [ana.address, ben.address], 1)).toLowerCase() as Hex;
  await office.appoint(safe);
  await office.appoint(ana.address);
  const draft = await askForApproval("bird-licence");
  const { act } = await propose(ana, safe, "ApproveDocumentType", draft.values);
  assert.equal((await sign(ana, act.id)).act.state, "done");
  await assert.rejects(draft.approveAs(ana), { code: "type_draft.same_person" });
  await office.appoint(ben.address);
  assert.equal((await draft.approveAs(ben)).draft.state, "published");
});

test("an approval of a draft that was sent back meanwhile waits with the reason", async () => {
  const ana = newPerson();
  const account = await makeAccount([ana, newPerson()], 1);
  const draft = await askForApproval("fish-licence");
  const { act } = await propose(ana, account, "ApproveDocumentType", draft.values);
  const above: Caller = {
    ...{ kind: "officer", account: lower(newPerson()), sessionId: "s" },
    ...{ authority: idOf("city"), actions: ["administer"] },
  };
  const { revision } = (await draft.view()).draft;
  await office.drafts.sendBack(above, draft.id, { revision, reason: "no" });
  const late = await sign(ana, act.id);
  assert.deepEqual([late.act.state, late.act.refusal?.error], ["open", "type_draft.state"]);
  await assert.rejects(propose(ana, account, "ApproveDocumentType", draft.values), {
    code: "type_draft.state",
  });
});

test("an account that administers elsewhere approves nothing here", async () => {
  const ana = newPerson();
  await office.change(registration("elsewhere"));
  const made = (await office.makeAccount([ana.address], 1)).toLowerCase() as Hex;
  await office.appoint(made, 1, "elsewhere");
  const draft = await askForApproval("ant-licence");
  await assert.rejects(propose(ana, made, "ApproveDocumentType", draft.values), {
    code: "type_draft.unknown",
  });
});

test("an auditor sees acts of those who administer what they audit, and does nothing", async () => {
  const [ana, eva] = [newPerson(), newPerson()];
  const account = await makeAccount([ana, newPerson()], 2);
  const { act } = await office.acts.propose(signedIn(ana), {
    account,
    operations: [registration("audited")],
  });
  const auditor = signedIn(eva);
  await assert.rejects(office.acts.get(auditor, act.id), { code: "governing_act.unknown" });
  office.audits.who = lower(eva);
  assert.equal((await office.acts.get(auditor, act.id)).act.id, act.id);
  assert.ok((await office.acts.list(auditor)).some((each) => each.act.id === act.id));
  const none = { code: "governing_act.unknown" };
  const signatures = await signAct(ana, await office.acts.get(signedIn(ana), act.id));
  await assert.rejects(office.acts.sign(auditor, act.id, { signer: lower(ana), signatures }), none);
  await assert.rejects(office.acts.decline(auditor, act.id), none);
  await assert.rejects(office.acts.send(auditor, act.id), none);
  await assert.rejects(office.acts.end(auditor, act.id), none);
  await assert.rejects(
    office.acts.propose(auditor, { account, operations: [registration("audited-2")] }),
    { code: "governing_act.not_signer" },
  );
  office.audits.who = "";
  await assert.rejects(office.acts.get(auditor, act.id), none);
});
