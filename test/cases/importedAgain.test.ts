import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { IssuingScene } from "../services/issuing/IssuingScene.ts";
import { idOf } from "../services/status/FakeRegistry.ts";
import { startPostgres } from "../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;

const authority = idOf("nanshan-housing");
const file = [
  "name,card_number,home_library,birth_date,loans_max,joined",
  "甲一,0440888800001,深圳图书馆,1985-09-30,5,2026-02-01",
  "乙二,0440888800002,深圳图书馆,1985-09-30,5,2026-02-01",
  "丙三,0440888800003,深圳图书馆,1985-09-30,5,2026-02-01",
].join("\n");

before(async () => {
  postgres = await startPostgres();
  scene = new IssuingScene((await postgres.database()).database);
});
after(() => postgres.stop());

async function importFile(dryRun = false) {
  const chunks = async function* () {
    yield Buffer.from(file);
  };
  const request = { authority, type: "library-card", format: "csv", fileName: "a.csv" } as const;
  const { id } = await scene.imports.receive({ ...request, dryRun, requestedBy: "0x" }, chunks());
  await scene.workAll();
  const rejections = await scene.imports.rejections(id);
  return { ...(await scene.imports.get(id)), rejections };
}

test("L2 a row whose document was revoked or has expired says so; those suspended count as issued", async () => {
  const first = await importFile();
  assert.equal(first.rows.issued, 3);
  const { rows } = await scene.database.query<{ id: DocumentId }>(
    "select id from documents order by id",
  );
  const [revoked, suspended, expired] = rows.map(({ id }) => id);
  assert.ok(revoked && suspended && expired);
  const act = { actingAuthority: authority, officer: "0x" };
  await scene.statuses.act({ documents: [revoked], action: "revoke", reason: "lost", ...act });
  await scene.statuses.act({ documents: [suspended], action: "suspend", reason: "lost", ...act });
  await scene.database.query(
    "update documents set expires_at = now() - interval '1 day' where id = $1",
    [expired],
  );
  for (const dryRun of [true, false]) {
    const again = await importFile(dryRun);
    assert.deepEqual(
      [again.rows.issued, again.rows.valid, again.rows.existing, again.rows.rejected],
      [0, 0, 1, 2],
    );
    const found = new Map(
      again.rejections.map(({ document, violations }) => [document, violations[0]]),
    );
    assert.equal(found.get(revoked)?.code, "document.revoked");
    assert.equal(found.get(expired)?.code, "document.expired");
    for (const violation of found.values()) assert.ok(violation?.words?.zh && violation.words.es);
  }
});

test("a segment that came in before cells were stored is worked on as it is", async () => {
  const content = Buffer.from("丁四,0440888800004,深圳图书馆,1985-09-30,5,2026-02-01\n\n戊五,x\n");
  const id = "00000000-0000-4000-8000-00000000a54a";
  await scene.importStore.create(id, {
    authority,
    type: "library-card",
    format: "csv",
    fileName: "old.csv",
    requestedBy: "0x",
  });
  const columns = ["name", "card_number", "home_library", "birth_date", "loans_max", "joined"];
  await scene.importStore.setHeader(id, { delimiter: ",", columns });
  await scene.importStore.addSegment(id, { number: 0, firstLine: 2, rows: 2, cleaned: 0, content });
  await scene.importStore.received(id, { sha256: Buffer.alloc(32), bytes: 1 });
  await scene.workAll();
  const { state, rows } = await scene.imports.get(id);
  assert.deepEqual([state, rows.issued, rows.rejected], ["done", 1, 1]);
  assert.deepEqual(
    (await scene.imports.rejections(id)).map(({ line, violations }) => [line, violations[0]?.code]),
    [[4, "row.fields"]],
  );
});
