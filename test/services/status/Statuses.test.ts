import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { ServiceError } from "../../../services/platform/errors.ts";
import type { StatusActRequest } from "../../../services/status/StatusAct.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "./FakeRegistry.ts";
import { StatusScene } from "./StatusScene.ts";

const request = (
  documents: readonly DocumentId[],
  action: StatusActRequest["action"],
  changes: Partial<StatusActRequest> = {},
): StatusActRequest => ({
  documents,
  action,
  reason: "authority_decision",
  actingAuthority: idOf("nanshan-housing"),
  officer: "officer:0x01",
  ...changes,
});

const hasCode = (code: string) => (error: unknown) =>
  error instanceof ServiceError && error.code === code;

describe("status acts", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let scene: StatusScene;
  before(async () => {
    postgres = await startPostgres();
    scene = new StatusScene((await postgres.database()).database);
  });
  after(() => postgres.stop());

  const issueOne = async (slug = "nanshan-housing", copies = 1): Promise<DocumentId> => {
    const [id] = await scene.issue(slug, 1, copies);
    assert.ok(id);
    return id;
  };
  const statusOf = async (id: DocumentId) => (await scene.statuses.statusOf([id])).get(id);
  const refusals = async (act: StatusActRequest) =>
    (await scene.statuses.act(act)).map((one) => (one.outcome === "refused" ? one.code : null));

  test("an act is asked for first and effective when the chain has it", async () => {
    const id = await issueOne();
    assert.deepEqual(await statusOf(id), { value: "valid", effective: true });
    await scene.statuses.act(request([id], "suspend"));
    assert.deepEqual(await statusOf(id), { value: "suspended", effective: false });
    await scene.settle();
    assert.deepEqual(await statusOf(id), { value: "suspended", effective: true });
  });

  test("suspended, reinstated, revoked; revoked is final", async () => {
    const id = await issueOne();
    assert.deepEqual(await refusals(request([id], "reinstate")), ["status.not_suspended"]);
    assert.deepEqual(await refusals(request([id], "suspend")), [null]);
    assert.deepEqual(await refusals(request([id], "suspend")), ["status.already_suspended"]);
    assert.deepEqual(await refusals(request([id], "reinstate")), [null]);
    assert.deepEqual(await refusals(request([id], "revoke")), [null]);
    assert.deepEqual(await refusals(request([id], "revoke")), ["status.already_revoked"]);
    assert.deepEqual(await refusals(request([id], "suspend")), ["status.revoked_is_final"]);
    await scene.settle();
    assert.deepEqual(await statusOf(id), { value: "revoked", effective: true });
    assert.deepEqual(await refusals(request([id], "reinstate")), ["status.revoked_is_final"]);
    const history = await scene.statuses.history(id);
    assert.deepEqual(
      history.map((act) => [act.action, act.state]),
      [
        ["suspend", "effective"],
        ["reinstate", "effective"],
        ["revoke", "effective"],
      ],
    );
    assert.ok(history.every((act) => act.effectiveAt !== null && act.transactionHash !== null));
    assert.ok(history.every((act) => /^\d+$/.test(act.blockNumber ?? "")));
  });

  test("one act covers every copy of a document", async () => {
    const id = await issueOne("nanshan-housing", 10);
    await scene.statuses.act(request([id], "revoke", { reason: "stolen" }));
    await scene.settle();
    const places = await scene.placesOf(id);
    assert.equal(places.length, 10);
    for (const { list, index } of places) {
      const place = await scene.statuses.ofPlace("nanshan-housing", list, index);
      assert.equal(place.status, "revoked");
      assert.equal(place.by?.slug, "nanshan-housing");
    }
  });

  test("an ancestor may act; neighbours and those below may not", async () => {
    const id = await issueOne();
    const by = (slug: string) => request([id], "suspend", { actingAuthority: idOf(slug) });
    assert.deepEqual(await refusals(by("futian")), ["status.not_entitled"]);
    assert.deepEqual(await refusals(by("futian-health")), ["status.not_entitled"]);
    assert.deepEqual(await refusals(by("nanshan")), [null]);
    await scene.settle();
    const [history] = await scene.statuses.history(id);
    assert.equal(history?.by.slug, "nanshan");
    assert.deepEqual(history?.by.name, { zh: "nanshan（中）", es: "nanshan (es)", en: "nanshan" });
    const districts = await issueOne("nanshan");
    assert.deepEqual(await refusals(request([districts], "suspend")), ["status.not_entitled"]);
  });

  test("many at once: each has an answer of its own, in the order asked", async () => {
    const [mine, revoked, theirs] = [
      await scene.issue("nanshan-housing", 300),
      await issueOne(),
      await issueOne("futian-health"),
    ];
    await scene.statuses.act(request([revoked], "revoke"));
    const unknown = randomUUID() as string as DocumentId;
    const asked = [revoked, ...mine, theirs, unknown, ...mine.slice(0, 3)];
    const outcomes = await scene.statuses.act(request(asked, "suspend"));
    assert.deepEqual(
      outcomes.map((one) => one.document),
      [revoked, ...mine, theirs, unknown],
      "one given twice is acted on once",
    );
    assert.equal(outcomes.filter((one) => one.outcome === "requested").length, 300);
    const codes = outcomes.flatMap((one) => (one.outcome === "refused" ? [one.code] : []));
    assert.deepEqual(codes, ["status.revoked_is_final", "status.not_entitled", "document.unknown"]);
    await scene.settle();
    const statuses = await scene.statuses.statusOf(mine);
    assert.ok([...statuses.values()].every((one) => one.value === "suspended" && one.effective));
  });

  test("what officers ask at the same moment is judged one after the other", async () => {
    const id = await issueOne();
    const asked = await Promise.all(
      Array.from({ length: 6 }, () => scene.statuses.act(request([id], "suspend"))),
    );
    const accepted = asked.flat().filter((one) => one.outcome === "requested");
    assert.equal(accepted.length, 1);
  });

  test("acts and their line of audit are written together, without personal data", async () => {
    const ids = await scene.issue("nanshan-housing", 4);
    scene.audit.length = 0;
    await scene.statuses.act(request(ids, "revoke", { reason: "conditions_not_met" }));
    const actingAuthority = idOf("nanshan-housing");
    assert.deepEqual(scene.audit, [
      {
        actor: "officer:0x01",
        action: "status.revoke",
        subject: `authority:${actingAuthority}`,
        authority: actingAuthority,
        data: { reason: "conditions_not_met", actingAuthority, documents: 4 },
      },
    ]);
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    await assert.rejects(
      scene.database.transaction(async (tx) => {
        const officer = "officer:0x01";
        await scene.statuses.revoke(tx, [
          { document: id, reason: "superseded", actingAuthority, officer },
        ]);
        throw new Error("the rest failed");
      }),
      /the rest failed/,
    );
    assert.deepEqual(await scene.statuses.history(id), []);
  });

  test("superseding revokes in the transaction of the new document, once", async () => {
    const id = await issueOne();
    const revocation = {
      document: id,
      reason: "superseded" as const,
      actingAuthority: idOf("nanshan-housing"),
      officer: "api-key:1",
    };
    for (let time = 0; time < 2; time += 1) {
      await scene.database.transaction(async (tx) => {
        const locked = await scene.statuses.lock(tx, [id]);
        assert.equal(locked.get(id)?.value, time === 0 ? "valid" : "revoked");
        await scene.statuses.revoke(tx, [revocation]);
      });
    }
    const history = await scene.statuses.history(id);
    assert.equal(history.length, 1);
    assert.equal(history[0]?.reason.code, "superseded");
    assert.equal(history[0]?.reason.text.en, "Superseded by a newer document");
  });

  test("requests that make no sense are refused as a whole", async () => {
    const id = await issueOne();
    const act = (changes: Partial<StatusActRequest>) =>
      scene.statuses.act(request([id], "suspend", changes));
    await assert.rejects(act({ documents: [] }), hasCode("status.no_documents"));
    const many = Array.from({ length: 10_001 }, () => id);
    await assert.rejects(act({ documents: many }), hasCode("status.too_many_documents"));
    await assert.rejects(act({ reason: "whim" }), hasCode("status.unknown_reason"));
    await assert.rejects(act({ reason: "toString" }), hasCode("status.unknown_reason"));
    await assert.rejects(act({ reason: "deceased" }), hasCode("status.reason_does_not_fit"));
    await assert.rejects(act({ officer: "" }), hasCode("status.officer"));
    await assert.rejects(act({ actingAuthority: idOf("atlantis") }), hasCode("authority.unknown"));
  });

  test("an authority that is suspended, or is under one, may not act", async () => {
    const own = new StatusScene((await postgres.database()).database);
    const [id] = await own.issue("nanshan-housing", 1);
    assert.ok(id);
    own.registry.suspend("nanshan", 1_000);
    await assert.rejects(own.statuses.act(request([id], "revoke")), hasCode("authority.inactive"));
    const [outcome] = await own.statuses.act(
      request([id], "revoke", { actingAuthority: idOf("city") }),
    );
    assert.equal(outcome?.outcome, "requested", "the city goes on revoking below");
  });
});
