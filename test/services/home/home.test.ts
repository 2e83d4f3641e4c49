import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Output } from "@sello/api/client";
import type { GoverningActs, ShownAct } from "../../../services/accounts/acts/GoverningActs.ts";
import { PgSessionStore } from "../../../services/accounts/sessions/PgSessionStore.ts";
import { Sessions } from "../../../services/accounts/sessions/Sessions.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { Home, type HomeOptions } from "../../../services/home/Home.ts";
import { PgHome } from "../../../services/home/PgHome.ts";
import type { OfficerCaller } from "../../../services/http/Caller.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import type { PlacedEvent } from "../../../services/registry/PgRegistryEvents.ts";
import type { Authority } from "../../../services/registry/Registry.ts";
import { startPostgres } from "../../support/postgres.ts";
import { account, authority, BulkScene } from "../issuing/BulkScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: BulkScene;
let sessions: Sessions;
let nowMs = Date.now() - 86_400_000;
let caller: OfficerCaller;
/** What the registry says of the authority beside what it says of all. */
let said: Partial<Authority> = {};
let acts: readonly ShownAct[] = [];
let events: readonly PlacedEvent[] = [];
const day = 86_400;
const hex = Buffer.from(authority.slice(2), "hex");
const senders = { anchor: `0x${"0a".repeat(20)}`, status: `0x${"0b".repeat(20)}` } as const;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  scene = new BulkScene(database);
  sessions = new Sessions({
    store: new PgSessionStore(database),
    registry: scene.registry,
    standings: { at: async () => [] },
    audit: new PgAuditLog(database),
    clock: { nowMs: () => nowMs },
  });
  caller = await signIn();
});
after(() => postgres.stop());

async function signIn(): Promise<OfficerCaller> {
  const { session } = await sessions.start(account, "x");
  return {
    ...{ kind: "officer", account, sessionId: session.id, authority },
    actions: ["issue", "import", "revoke", "read", "administer", "export"],
  };
}

let endings: Awaited<ReturnType<HomeOptions["deviceEndings"]["list"]>> = [];

const libraryCard = { zh: "读者证", es: "Carné de biblioteca", en: "Library card" };

type View = Output<"getHome">;

async function view(by: Parameters<Home["view"]>[0] = caller): Promise<View> {
  const { registry } = scene;
  const lineage: typeof registry.lineage = async (id) => {
    const [own, ...above] = await registry.lineage(id);
    assert.ok(own);
    return [{ ...own, ...said }, ...above];
  };
  const home = new Home({
    store: new PgHome(database),
    registry: { ...registry, lineage },
    types: scene.issuing.types,
    sessions,
    governingActs: { list: async () => acts } satisfies Pick<GoverningActs, "list">,
    turnovers: { list: async () => [] },
    deviceEndings: { list: async () => endings },
    itemTitle: (item) => (item === "library-card" ? libraryCard : null),
    registryEvents: { ofAuthority: async () => [...events] },
    senders: () => senders,
    clock: { nowMs: () => Date.now() },
  });
  return (await home.view(by)) as View;
}

const ending = {
  ...{ id: "0b9d6f2e-0000-4000-8000-0000000000e1", person: "4403…1234", passkeys: null },
  ...({ reason: "stolen", removePhone: false, askedAt: 1, endsAt: 3_601, own: false } as const),
  ...({ askedBy: `0x${"a1".repeat(20)}` } as const),
};

const taskOf = ({ tasks }: View, kind: View["tasks"][number]["kind"]) =>
  tasks.find((each) => each.kind === kind);
const now = () => Math.floor(Date.now() / 1000);
const forever = { from: 0, until: null };

test("who was never here is told of nothing that happened; a department lacks what it has not", async () => {
  const found = await view();
  assert.equal(found.since, null);
  assert.deepEqual(
    found.tasks.map(({ kind }) => kind),
    ["lacks.key", "lacks.accreditation", "lacks.officer", "lacks.anchor", "lacks.status"],
  );
});

test("keys and accreditations that end are told, unless others go on", async () => {
  const { id: documentType, title } = scene.issuing.types.byName("resident-id");
  const soon = { from: 0, until: now() + 3 * day };
  const key = (thumbprint: string, term: { from: number; until: number | null }) => ({
    ...{ thumbprint: `0x${thumbprint.repeat(32)}` as const, jwk: null, distrustedFrom: null },
    ...term,
  });
  said = {
    states: [{ state: "active", ...forever }],
    keys: [key("01", soon)],
    accreditations: [{ documentType, delegate: false, ...soon }],
    officers: [
      { address: account, roles: 2, ...forever },
      { address: senders.anchor, roles: 8, ...forever },
      { address: senders.status, roles: 4, ...forever },
    ],
  };
  const found = await view();
  assert.deepEqual(taskOf(found, "key.ending")?.entries[0]?.at, soon.until);
  const [ending] = taskOf(found, "accreditation.ending")?.entries ?? [];
  assert.deepEqual([ending?.id, ending?.text, ending?.name], [documentType, "resident-id", title]);
  said = {
    ...said,
    keys: [key("01", soon), key("02", forever)],
    accreditations: [
      { documentType, delegate: false, ...soon },
      { documentType, delegate: true, ...forever },
    ],
  };
  assert.deepEqual((await view()).tasks, []);
});

test("an act waits for who has not decided, with its end; files and bulk acts for those who may", async () => {
  const act = (decisions: readonly { readonly signer: string }[], state = "open") =>
    ({
      act: {
        ...{ id: randomUUID(), authority, deadline: now() + 60, state, decisions },
        operations: [{ operation: "SetOfficer", values: {} }],
      },
      account: { signers: [account] },
    }) as unknown as ShownAct;
  acts = [act([]), act([{ signer: account }]), act([], "relayed")];
  await database.query(
    `insert into imports (id, authority_id, document_type, format, file_name, state, dry_run, rows_rejected,
       wrapped_key, requested_by, finished_at)
     select gen_random_uuid(), $1, 'resident-id', 'csv', name, state, dry_run, wrong, key, 'x', case when state = 'done' then now() end
     from (values ('wrong.csv', 'done', false, 2, repeat('k', 40)::bytea), ('mended.csv', 'done', false, 0, null),
       ('checked.csv', 'done', true, 0, repeat('k', 40)::bytea), ('stopped.csv', 'paused', false, 0, null),
       ('running.csv', 'running', false, 0, null)) as one (name, state, dry_run, wrong, key)`,
    [hex],
  );
  const documents = await scene.issue(1);
  await scene.begin({
    ...{ action: "suspend", reason: "unspecified" },
    of: { by: "documents", documents },
  });
  const found = await view();
  const names = (kind: View["tasks"][number]["kind"]) =>
    taskOf(found, kind)?.entries.map(({ text }) => text);
  assert.deepEqual([taskOf(found, "act.sign")?.count, names("act.sign")], [1, ["SetOfficer"]]);
  assert.deepEqual(names("import.mend"), ["wrong.csv"]);
  assert.deepEqual(names("import.checked"), ["checked.csv"]);
  assert.deepEqual(names("import.stopped"), ["stopped.csv"]);
  assert.deepEqual(names("import.running"), ["running.csv"]);
  assert.deepEqual(names("bulk.running"), ["suspend"]);
  const reader = await view({ ...caller, actions: ["read"] });
  assert.deepEqual(
    reader.tasks.map(({ kind }) => kind),
    ["act.sign"],
  );
  acts = [];
});

test("API keys that end, webhooks that failed, drafts for approval and drafts that came back", async () => {
  await database.query(
    `insert into api_keys (id, authority_id, label, secret_digest, actions, expires_at, revoked_at)
     select gen_random_uuid(), $1, label, sha256(label::bytea), '{read}', now() + days * interval '1 day',
       case when label = 'revoked' then now() end
     from (values ('soon', 5), ('revoked', 5), ('later', 90)) as one (label, days)`,
    [hex],
  );
  await database.query(
    `insert into webhooks (id, authority_id, label, url, events, state, off_reason)
     select gen_random_uuid(), $1, reason, 'https://x.test', '{}', 'off', reason
     from (values ('by_hand'), ('failing')) as one (reason)`,
    [hex],
  );
  const me = Buffer.from(account.slice(2), "hex");
  for (const [state, steps, approvedBy] of [
    ["review", ["created", "asked"], null],
    ["review", ["created", "asked"], me],
    ["draft", ["created", "asked", "returned"], null],
    ["draft", ["created", "asked", "returned", "changed"], null],
  ] as const) {
    const id = randomUUID();
    await database.query(
      `insert into document_type_drafts (id, authority_id, design, state, revision, changed_by, changed_at, file)
       values ($1, $2, $3, $4, 1, $5, now(), $6)`,
      [
        ...[
          id,
          hex,
          JSON.stringify({ name: "permit", title: { zh: "a", es: "b", en: "c" } }),
          state,
        ],
        ...[me, state === "review" ? "{}" : null],
      ],
    );
    for (const [number, step] of steps.entries())
      await database.query(
        "insert into document_type_steps values ($1, $2, now(), $3, $4, 1, null)",
        [id, number + 1, me, step],
      );
    if (approvedBy)
      await database.query(
        "insert into document_type_approvals values ($1, $2, $3, 1, $2, '', now())",
        [id, approvedBy, hex],
      );
  }
  const found = await view();
  const told = (kind: View["tasks"][number]["kind"]) => {
    const task = taskOf(found, kind);
    return [task?.count, task?.entries[0]?.text];
  };
  assert.deepEqual(told("api_key.ending"), [1, "soon"]);
  assert.deepEqual(told("webhook.off"), [1, "failing"]);
  assert.deepEqual(told("draft.approve"), [1, "permit"]);
  assert.deepEqual(told("draft.returned"), [1, "permit"]);
});

test("documents that wait for the log for too long are told by type, with since when", async () => {
  await scene.issue(2);
  assert.equal(taskOf(await view(), "documents.overdue"), undefined);
  const longAgo = `now() - make_interval(mins => ${limits.homeOverdueMinutes + 5})`;
  await database.query("alter table copies disable trigger all");
  await database.query(`update copies set created_at = ${longAgo} where seq < 2`);
  const overdue = taskOf(await view(), "documents.overdue");
  assert.deepEqual([overdue?.count, overdue?.entries[0]?.text], [2, "resident-id"]);
  assert.ok(
    Math.abs(now() - 60 * (limits.homeOverdueMinutes + 5) - (overdue?.entries[0]?.at ?? 0)) < 60,
  );
  await database.query(
    `insert into batches (stream_id, first_seq, count, root, state, log_index, anchored_at)
     select id, 0, 2, '\\x01', 'anchored', 1, 1 from streams`,
  );
  assert.equal(taskOf(await view(), "documents.overdue"), undefined);
});

test("applications that wait are told who may issue: what is past its date, and what is not", async () => {
  const resident = randomUUID();
  await database.query(
    "insert into resident_accounts (id, language, created_at, last_used_at) values ($1, 'zh', now(), now())",
    [resident],
  );
  await database.query(
    `insert into applications (id, account, item, authority_id, request_key, request_digest, state, content,
       received_at, due_at, next_at)
     select gen_random_uuid(), $1, item, $2, item, sha256(''), state, '', now() - interval '2 days',
       now() + hours * interval '1 hour', now()
     from (values ('library-card', 'person', -1), ('residence-permit', 'person', 5), ('senior-card', 'sent_back', -1))
       as one (item, state, hours)`,
    [resident, hex],
  );
  const found = await view();
  const late = taskOf(found, "application.overdue");
  assert.deepEqual([late?.count, late?.entries[0]?.name], [1, libraryCard]);
  const inTime = taskOf(found, "application.waiting");
  assert.deepEqual([inTime?.count, inTime?.entries[0]?.text], [1, "residence-permit"]);
  assert.equal(
    taskOf(await view({ ...caller, actions: ["read"] }), "application.overdue"),
    undefined,
  );
  await database.query("delete from resident_accounts where id = $1", [resident]);
});

test("what happened since the last time: issued, acts, files, officers; a reload moves nothing", async () => {
  nowMs = Date.now() - 30_000;
  await database.query("update officer_visits set seen_at = now() - interval '1 minute'");
  await database.query("update copies set created_at = now() - interval '1 hour'");
  const again = await signIn();
  const [one, two] = await scene.issue(2);
  assert.ok(one && two);
  await scene.issuing.statuses.act({
    ...{ action: "revoke", reason: "unspecified", documents: [one] },
    ...{ actingAuthority: authority, officer: "x" },
  });
  const event = (name: string, roles: string, seconds: number) =>
    ({
      name,
      args: { officer: senders.anchor, roles },
      blockTime: BigInt(now() - seconds),
    }) as unknown as PlacedEvent;
  events = [
    event("OfficerChanged", "6", 10),
    event("OfficerChanged", "0", 10),
    event("SigningKeyChanged", "", 10),
    event("OfficerChanged", "2", 3_600),
  ];
  const { since } = await view(again);
  assert.ok(since);
  assert.ok(Math.abs(since.from - (now() - 60)) < 30);
  assert.deepEqual([since.issued, since.revoked, since.suspended, since.atLeast], [2, 1, 0, false]);
  assert.deepEqual(
    since.officers.map(({ id, more }) => [id, more]),
    [[senders.anchor, "issue revoke"]],
  );
  assert.equal(since.changes, 2);
  assert.equal(since.imports.length, 3);
  assert.deepEqual((await view(again)).since, since);
  // One who may only read is told no names of files.
  assert.deepEqual((await view({ ...again, actions: ["read"] })).since?.imports, []);
});

test("a second officer finds what waits for them at a desk; who asked, and who may not revoke, does not", async () => {
  const authority = { slug: "x", name: { zh: "某局", es: "Oficina", en: "Office" } };
  endings = [{ ...ending, authority } as never, { ...ending, own: true, authority } as never];
  const officer = { ...caller, kind: "officer", account: `0x${"b2".repeat(20)}` } as const;
  const session = { sessionId: "0b9d6f2e-0000-4000-8000-000000000001" };
  const of = async (actions: (typeof caller)["actions"]) =>
    taskOf(await view({ ...officer, ...session, actions } as never), "device.ending");
  const found = await of(["revoke"]);
  assert.deepEqual([found?.count, found?.entries[0]?.text], [1, "4403…1234"]);
  assert.equal(await of(["issue"]), undefined);
  endings = [];
});
