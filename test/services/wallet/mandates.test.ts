import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { parsePresentation } from "@sello/sdk";
import type { Caller, ResidentSession } from "../../../services/http/Caller.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { toGb11643CheckCharacter } from "../../../services/registry/claims/gb11643.ts";
import type { GivenMandate } from "../../../services/wallet/mandates/MandateDesk.ts";
import { MandateUpkeep } from "../../../services/wallet/mandates/MandateUpkeep.ts";
import { startPostgres } from "../../support/postgres.ts";
import { callerOf, emptyResidents } from "../accounts/residents/ResidentScene.ts";
import { makePerson } from "../issuing/people.ts";
import { StatusScene } from "../status/StatusScene.ts";
import {
  health,
  housing,
  issueCard,
  issueIdentity,
  proofOf,
  signInAs,
  walletScene,
} from "./WalletScene.ts";

const [parentPhone, childPhone] = ["+8613800138000", "+8613900139000"];
/** The child's 18th birthday, 12 September 2034, begins then in the city. */
const grown = Date.parse("2034-09-12T00:00:00+08:00") / 1_000;

type Person = Record<string, string>;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let wallet: ReturnType<typeof walletScene>;
let parent: Person;
let child: Person;
let people = 700;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  await emptyResidents(database);
  wallet = walletScene(database);
  people += 2;
  [parent, child] = [makePerson(people), makeChild(people)];
});

function makeChild(n: number): Person {
  const digits = `44030420160912${n}`;
  const number = digits + toGb11643CheckCharacter(digits);
  const sex = n % 2 === 1 ? "male" : "female";
  return { ...makePerson(n + 1), sex, birth_date: "2016-09-12", id_number: number };
}

const officer = (authority = housing): Caller => callerOf(authority);

const given = (change: Partial<GivenMandate> = {}): GivenMandate => ({
  ...{ principal: child.id_number ?? "", delegate: parent.id_number ?? "" },
  ...{ relation: "parent", types: null, purpose: null, lastDay: undefined },
  ...change,
});

/** Both are known, the child has a library card, and the parent acts for the child. */
async function begin(change: Partial<GivenMandate> = {}) {
  await issueIdentity(wallet, parent);
  const identity = await issueIdentity(wallet, child);
  const card = await issueCard(wallet, child);
  const mandate = await wallet.mandates.desk.make(officer(), given(change));
  return { identity, card, mandate, session: await signInAs(wallet, parent, parentPhone) };
}

async function makeCopies(session: ResidentSession, id: string, count = 1) {
  const { nonce } = await wallet.copies.nonce(session);
  const proofs = Array.from({ length: count }, () => proofOf(wallet, { nonce }));
  return wallet.copies.make(session, id as never, proofs);
}

/** What the chain says of each copy of a document, in their order: 0 valid, 1 revoked, 2 suspended. */
async function valuesOf(status: StatusScene, id: string, authority = health) {
  const places = await status.placesOf(id as never);
  return Promise.all(
    places.map(async ({ list, index }) => {
      const history = await status.words.entryHistory(authority, list, index);
      return history.at(-1)?.value ?? 0;
    }),
  );
}

async function act(id: string, action: "suspend" | "reinstate" | "revoke") {
  const reason = { suspend: "lost", reinstate: "recovered", revoke: "stolen" }[action];
  const request = { documents: [id as never], action, reason, actingAuthority: health };
  await wallet.scene.statuses.act({ ...request, officer: "officer:0x" });
}

test("a parent sees a child's card, and gets copies that say for whom, as what and until when", async () => {
  const { card, mandate, session } = await begin();
  assert.equal(mandate.until, grown);
  const found = await wallet.documents.list(session);
  const shown = found.find(({ id }) => id === card);
  assert.deepEqual(shown?.mandate, {
    ...{ id: mandate.id, relation: "parent", until: grown, principal: child.name },
  });
  assert.equal(shown?.face?.find(({ name }) => name === "name")?.value, child.name);
  assert.ok(found.some(({ mandate: of }) => of === null));
  assert.equal((await wallet.documents.get(session, card)).mandate?.principal, child.name);
  const own = await makeCopies(await signInAs(wallet, child, childPhone), card);
  const made = await makeCopies(session, card, 2);
  assert.deepEqual(
    made.map(({ number }) => number),
    [2, 3],
  );
  const read = parsePresentation(made[0]?.sdJwt ?? "");
  assert.ok(read.wellFormed);
  const { mandate: said, holderKey, exp } = read.payload;
  // A year, to the hour: not the birthday, which would tell how old the child is.
  const until = Math.floor(wallet.scene.nowMs / 3_600_000) * 3_600 + 365 * 86_400;
  assert.deepEqual(said, {
    ...{ delegate: parent.name, principal: child.name, relation: "parent", purpose: null, until },
  });
  assert.ok(holderKey);
  assert.ok(exp !== null && exp <= until);
  assert.equal(made[0]?.endsAt, exp);
  const theirs = parsePresentation(own[0]?.sdJwt ?? "");
  assert.ok(theirs.wellFormed);
  assert.equal(theirs.payload.mandate, null);
  // A delegate gets no copy that says nothing of them, and a principal none that does.
  await assert.rejects(wallet.copies.get(session, card, 1), { code: "document.unknown" });
  const principal = await signInAs(wallet, child, childPhone);
  await assert.rejects(wallet.copies.get(principal, card, 2), { code: "document.unknown" });
  assert.equal((await wallet.copies.get(session, card, 2)).sdJwt, made[0]?.sdJwt);
  // What one makes takes nothing from what the other may have.
  const countOf = async (of: ResidentSession) => (await wallet.documents.get(of, card)).copies.made;
  assert.deepEqual([await countOf(principal), await countOf(session)], [2, 2]);
});

test("all of a person who has died are ended, whatever they were in them, and those that had ended stay", async () => {
  const { mandate } = await begin();
  await wallet.mandates.desk.endAllOf(parent.id_number ?? "", "system", housing);
  const ended = async () => (await wallet.mandates.store.byId(mandate.id))?.endedBy;
  assert.equal(await ended(), "office");
  await wallet.mandates.desk.endAllOf(child.id_number ?? "", "system", housing);
  const found = await wallet.mandates.desk.find(officer(), child.id_number ?? "");
  assert.deepEqual(
    found.map(({ id }) => id),
    [mandate.id],
  );
});

test("ending it revokes its copies and leaves the document and the holder's as they were", async () => {
  const status = await StatusScene.fresh(database);
  const { card, mandate, session } = await begin();
  const principal = await signInAs(wallet, child, childPhone);
  await makeCopies(principal, card);
  await makeCopies(session, card, 2);
  await wallet.mandates.desk.end(officer(), mandate.id);
  await status.settle();
  assert.deepEqual(await valuesOf(status, card), [0, 0, 1, 1]);
  const { rows } = await database.query<{ marks: number }>(
    "select count(*)::int as marks from document_marks",
  );
  assert.equal(rows[0]?.marks, 0);
  const [own] = (await wallet.documents.list(principal)).filter(({ id }) => id === card);
  assert.equal(own?.state, "sealing");
  assert.deepEqual(await wallet.scene.statuses.history(card), []);
  assert.ok((await wallet.documents.list(session)).every(({ mandate: of }) => of === null));
  await assert.rejects(wallet.documents.get(session, card), { code: "document.unknown" });
  await assert.rejects(wallet.copies.get(session, card, 2), { code: "document.unknown" });
  await assert.rejects(makeCopies(session, card), { code: "document.unknown" });
  await assert.rejects(wallet.mandates.desk.end(officer(), mandate.id), { code: "mandate.ended" });
  // What is final for the copies keeps nobody from acting on the document.
  await act(card, "suspend");
  await status.settle();
  assert.deepEqual(await valuesOf(status, card), [2, 2, 1, 1]);
  await act(card, "reinstate");
  await status.settle();
  assert.deepEqual(await valuesOf(status, card), [0, 0, 1, 1]);
  const acts = await wallet.scene.statuses.history(card);
  assert.deepEqual(
    acts.map(({ action, state }) => [action, state]),
    [
      ["suspend", "effective"],
      ["reinstate", "effective"],
    ],
  );
});

test("revoking the document revokes all of its copies, a delegate's too", async () => {
  const status = await StatusScene.fresh(database);
  const { card, session } = await begin();
  await makeCopies(session, card);
  await act(card, "suspend");
  await assert.rejects(makeCopies(session, card), { code: "document.suspended" });
  await act(card, "revoke");
  await status.settle();
  assert.deepEqual(await valuesOf(status, card), [1, 1]);
  await assert.rejects(makeCopies(session, card), { code: "document.revoked" });
});

test("copies are not made while the mandate ends", async () => {
  const { card, mandate } = await begin();
  const delegate = await wallet.mandates.copies.toAdd(mandate, card);
  await wallet.mandates.desk.end(officer(), mandate.id);
  const jwk = JSON.parse(
    Buffer.from(proofOf(wallet, { nonce: "" }).split(".")[0] ?? "", "base64url").toString(),
  ).jwk;
  const by = { callerId: null, importId: null };
  await assert.rejects(wallet.scene.copies.add(card, [jwk], by, { isHolders: true, delegate }), {
    code: "mandate.ended",
  });
});

test("a child's mandate ends when they are 18, at the city's midnight", async () => {
  const { card, session } = await begin();
  wallet.scene.nowMs = (grown - 1) * 1_000;
  assert.ok((await wallet.documents.list(session)).some(({ id }) => id === card));
  wallet.scene.nowMs = grown * 1_000;
  assert.ok((await wallet.documents.list(session)).every(({ mandate }) => mandate === null));
  await assert.rejects(makeCopies(session, card), { code: "document.unknown" });
  await assert.rejects(wallet.mandates.desk.write(given(), housing, "officer:0x", "nobody"), {
    code: "mandate.unfit",
  });
  const parts = { store: wallet.mandates.store, clock: wallet.scene.clock, logger: silentLogger };
  const upkeep = new MandateUpkeep(parts);
  await upkeep.tidy();
  const [over] = await wallet.mandates.mine.list(session);
  assert.deepEqual([over?.endedAt, over?.endedBy, over?.mayEnd], [grown, "time", false]);
  wallet.scene.nowMs = (grown + 91 * 86_400) * 1_000;
  await upkeep.tidy();
  assert.deepEqual(await wallet.mandates.mine.list(session), []);
});

test("what cannot be is refused with a code", async () => {
  await begin({ types: ["library-card"] });
  const { desk } = wallet.mandates;
  const refusals: readonly [Partial<GivenMandate>, string][] = [
    [{}, "mandate.exists"],
    [{ delegate: child.id_number ?? "" }, "mandate.self"],
    [{ relation: "power-of-attorney" }, "mandate.unfit"],
    [{ principal: parent.id_number ?? "", delegate: child.id_number ?? "" }, "mandate.unfit"],
    [{ relation: "guardian", lastDay: "2020-01-01" }, "mandate.end"],
    [{ relation: "guardian", lastDay: "2027-02-29" }, "mandate.end"],
    [{ relation: "guardian", types: ["no-such-type"] }, "document_type.unknown"],
    [{ delegate: makePerson(5_000).id_number ?? "" }, "desk.person_unknown"],
  ];
  for (const [change, code] of refusals)
    await assert.rejects(desk.make(officer(), given(change)), { code }, code);
  const adult = makePerson(people + 5_001);
  await issueIdentity(wallet, adult);
  const attorney = { principal: adult.id_number ?? "", relation: "power-of-attorney" } as const;
  for (const lastDay of [undefined, "2126-01-01"])
    await assert.rejects(desk.make(officer(), given({ ...attorney, lastDay })), {
      code: "mandate.end",
    });
});

test("a mandate for some types opens no others, and nobody else's", async () => {
  const { identity, card, session } = await begin({ types: ["library-card"] });
  const ids = (await wallet.documents.list(session)).map(({ id }) => id);
  assert.ok(ids.includes(card) && !ids.includes(identity));
  await assert.rejects(wallet.documents.get(session, identity), { code: "document.unknown" });
  const stranger = makePerson(people + 5_002);
  await issueIdentity(wallet, stranger);
  const other = await signInAs(wallet, stranger, "+8613700137000");
  assert.ok((await wallet.documents.list(other)).every(({ id }) => id !== card));
  await assert.rejects(wallet.documents.get(other, card), { code: "document.unknown" });
  await assert.rejects(makeCopies(other, card), { code: "document.unknown" });
  const { mandates } = wallet;
  const [held] = await mandates.mine.list(session);
  await assert.rejects(mandates.mine.end(other, held?.id ?? ""), { code: "mandate.unknown" });
});

test("an identity document is copied by a good passkey alone, and a code shows nothing", async () => {
  const { identity, session } = await begin();
  await assert.rejects(makeCopies(session, identity), { code: "passkey.waiting" });
  assert.equal((await makeCopies({ ...session, level: "desk" }, identity)).length, 1);
  const weak = await wallet.documents.list({ ...session, level: "code" });
  const shown = weak.find(({ id }) => id === identity);
  assert.deepEqual([shown?.face, shown?.mandate?.principal], [null, `${child.name?.[0]}*`]);
});

test("an office that issues no identity documents makes, finds and ends none", async () => {
  const { mandate } = await begin();
  const { registry } = wallet.scene;
  registry.obstacles.set(health, { code: "authority.unaccredited", authority: health });
  const { desk } = wallet.mandates;
  const refused = { code: "authority.unaccredited", status: 403 };
  await assert.rejects(desk.make(officer(health), given()), refused);
  await assert.rejects(desk.find(officer(health), parent.id_number ?? ""), refused);
  await assert.rejects(desk.end(officer(health), mandate.id), refused);
  const found = await desk.find(officer(), parent.id_number ?? "");
  assert.deepEqual(
    found.map(({ id }) => id),
    [mandate.id],
  );
});

test("who acts gives it up; who gave a power of attorney takes it back; a child ends nothing", async () => {
  const { session, mandate } = await begin();
  const { mine, desk } = wallet.mandates;
  const principal = await signInAs(wallet, child, childPhone);
  const [seen] = await mine.list(principal);
  assert.deepEqual([seen?.role, seen?.person, seen?.mayEnd], ["principal", parent.name, false]);
  await assert.rejects(mine.end(principal, mandate.id), { code: "mandate.office" });
  await mine.end(session, mandate.id);
  const [ended] = await mine.list(principal);
  assert.equal(ended?.endedBy, "delegate");
  const friend = makePerson(people + 5_003);
  await issueIdentity(wallet, friend);
  const made = await desk.make(officer(), {
    ...given({ relation: "power-of-attorney", purpose: "领取养老金" }),
    ...{ principal: parent.id_number ?? "", delegate: friend.id_number ?? "" },
    lastDay: "2028-02-29",
  });
  assert.equal(made.until, Date.parse("2028-03-01T00:00:00+08:00") / 1_000);
  await mine.end(session, made.id);
  const taken = (await mine.list(session)).find(({ id }) => id === made.id);
  assert.equal(taken?.endedBy, "principal");
});

test("the child is told who may act, when a copy was made, and that it ended; each once", async () => {
  const { card, mandate, session } = await begin();
  const principal = await signInAs(wallet, child, childPhone);
  await database.query("update resident_accounts set created_at = now() - interval '1 day'");
  await makeCopies(session, card, 2);
  await wallet.mandates.desk.end(officer(), mandate.id);
  const kinds = async () =>
    (await wallet.notices.list(principal)).notices
      .map(({ kind, document }) => [kind, document?.id ?? null] as const)
      .filter(([kind]) => kind.startsWith("mandate."))
      .toSorted();
  const all = [
    ["mandate.ended", null],
    ["mandate.made", null],
    ["mandate.used", card],
  ];
  assert.deepEqual(await kinds(), all);
  assert.deepEqual(await kinds(), all);
  const { notices } = await wallet.notices.list(session);
  assert.ok(!notices.some(({ kind }) => kind === "mandate.used"));
  const lines = await database.query<{ text: string }>(
    "select string_agg(row_to_json(m)::text, '') as text from mandates m",
  );
  for (const number of [parent.id_number, child.id_number])
    assert.ok(!lines.rows[0]?.text.includes(number ?? "?"));
});

test("an export has one's own documents, and the mandates", async () => {
  const { card, mandate, session } = await begin();
  const made = JSON.stringify(await wallet.archive.make(session));
  assert.ok(made.includes(mandate.id) && !made.includes(card));
});
