import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { languages } from "@sello/sdk";
import { MessageSending } from "../../../../services/accounts/residents/messages/MessageSending.ts";
import { toMessageText } from "../../../../services/accounts/residents/messages/messageTexts.ts";
import { PgOutbox } from "../../../../services/accounts/residents/messages/PgOutbox.ts";
import { ResidentSecrets } from "../../../../services/accounts/residents/ResidentSecrets.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";

const secret = createSecretKey(Buffer.alloc(32, 9));
const secrets = new ResidentSecrets(async () => secret);
const gateway = { url: "https://sms.example/send", token: "t0ken" };
const phone = "+8613800138000";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let outbox: PgOutbox;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  outbox = new PgOutbox(database, secrets);
});
after(() => postgres.stop());
beforeEach(() => database.query("truncate resident_messages"));

type Sent = { url: string; headers: Record<string, string>; body: string };

function sending(answers: readonly (number | null)[], to: typeof gateway | null = gateway) {
  const sent: Sent[] = [];
  const parts = new MessageSending({
    outbox,
    send: async (message) => {
      sent.push(message as Sent);
      const answer = answers[sent.length - 1];
      const status = answer === undefined ? 200 : answer;
      return { status, error: status === null ? "answer.late" : null };
    },
    gateway: to,
    demo: false,
    logger: silentLogger,
  });
  /** One look, as if whatever waits were due. */
  const look = async () => {
    await database.query("update resident_messages set next_at = now() - interval '1 second'");
    await parts.step();
  };
  return { sent, look };
}

const add = () =>
  database.transaction((tx) =>
    outbox.send(tx, { to: phone, kind: "code", language: "es", values: { code: "012345" } }),
  );

test("a message goes to the gateway once, with its id, number and text", async () => {
  await add();
  const { sent, look } = sending([204]);
  await look();
  await look();
  assert.equal(sent.length, 1);
  const { url, headers, body } = sent[0] as Sent;
  assert.deepEqual([url, headers.authorization], [gateway.url, "Bearer t0ken"]);
  const { id, ...said } = JSON.parse(body);
  assert.match(id, /^[0-9a-f-]{36}$/);
  const text = toMessageText("code", "es", { code: "012345" });
  assert.deepEqual(said, { kind: "code", to: phone, language: "es", text });
});

test("what does not arrive is tried again under the same id, and not without end", async () => {
  await add();
  const { sent, look } = sending([500, null, 302, 429, 503, 200]);
  for (let count = 0; count <= limits.residentMessageAttempts; count += 1) await look();
  assert.equal(sent.length, limits.residentMessageAttempts);
  assert.equal(new Set(sent.map(({ body }) => JSON.parse(body).id)).size, 1);
  const [message] = await outbox.newest();
  assert.equal(message?.state, "failed");
});

test("without a gateway nothing is said to have gone out", async () => {
  await add();
  const { sent, look } = sending([], null);
  await look();
  assert.deepEqual(sent, []);
  assert.equal((await outbox.newest())[0]?.state, "failed");
});

test("what commits not is not sent", async () => {
  const undone = database.transaction(async (tx) => {
    await outbox.send(tx, { to: phone, kind: "desk.joined", language: "zh" });
    throw new Error("undone");
  });
  await assert.rejects(undone);
  assert.deepEqual(await outbox.newest(), []);
});

test("number and text are sealed, each for its row alone", async () => {
  await add();
  const { rows } = await database.query<{ id: string; sealed: Buffer }>(
    "select id, sealed from resident_messages",
  );
  const [row] = rows;
  assert.ok(row && !row.sealed.toString("latin1").includes("138001"));
  await assert.rejects(secrets.open("message other", row.sealed));
});

test("texts are there in each language, and name nobody", () => {
  for (const language of languages)
    for (const kind of ["code", "passkey.added", "phone.changed", "desk.joined"] as const) {
      const text = toMessageText(kind, language, { code: "123456", goodFrom: "2026-12-01 10:00" });
      assert.ok(text.includes("Sello") || kind === "phone.changed", text);
      assert.ok(!text.includes("undefined"), text);
      if (kind === "code") assert.ok(text.includes("123456"));
    }
});
