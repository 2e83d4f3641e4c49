import assert from "node:assert/strict";
import { before, beforeEach, describe, test } from "node:test";
import { type CheckId, formatSelloFile, present, type Verdict } from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import { InvalidInput, ServiceError } from "../../../services/platform/errors.ts";
import { makeEcKey } from "../../support/keys.ts";
import { type AnchoredDocument, worldTimes, worldTypes } from "../../support/world.ts";
import { unavailable, VerificationScene } from "./VerificationScene.ts";

const INDEX = 4711;

const codeOf = (verdict: Verdict, id: CheckId) =>
  verdict.checks.find((check) => check.id === id)?.code;

describe("verification", () => {
  const scene = new VerificationScene();
  const { world } = scene;
  let shown: AnchoredDocument;
  before(async () => {
    shown = await world.make({ statusIndex: INDEX });
  });
  beforeEach(() => {
    scene.ours.clear();
    scene.nowSeconds = worldTimes.now;
    scene.statusIssuedAt = worldTimes.published;
    scene.trustListNote = null;
    scene.failure = null;
    world.statuses.fill(0);
  });
  const verify = (...args: Parameters<ReturnType<typeof scene.verification>["verify"]>) =>
    scene.verification().verify(...args);

  test("a file with all it needs is valid", async () => {
    const result = await verify(shown.file);
    assert.equal(result.outcome, "valid");
    assert.equal(result.proof, "presented");
    assert.equal(result.statusChange, null);
    assert.equal(result.file, null);
    assert.deepEqual(result.summary, result.text);
    assert.equal((await verify(Buffer.from(shown.file))).outcome, "valid");
  });

  test("a bare document of ours is given its proof", async () => {
    scene.keep(shown);
    const result = await verify(shown.document);
    assert.equal(result.outcome, "valid");
    assert.equal(result.proof, "found");
  });

  test("a policy that wants post-quantum cosignatures has a proof with them looked for", async () => {
    scene.keep(shown);
    const result = await verify(shown.document, { requirePostQuantum: true });
    assert.deepEqual(scene.cosignatures.slice(-2), ["post-quantum", "ed25519"]);
    assert.equal(result.proof, "found");
    assert.equal(result.outcome, "invalid");
    assert.ok(result.checks.some(({ code }) => code === "checkpoint.too-few-post-quantum"));
  });

  test("a bare document of ours with a key binding keeps it", async () => {
    scene.keep(shown);
    const [audience, nonce] = ["https://bank.example", "n-1"];
    const presentation = await present(shown.document, ["age_over_18"], {
      keyBinding: { sign: world.holder.sign, audience, nonce, iat: worldTimes.now - 5 },
    });
    const policy = { keyBinding: { audience, nonce } };
    const result = await verify(presentation, policy);
    assert.equal(result.outcome, "valid");
    assert.equal(result.proof, "found");
    assert.deepEqual(result.document?.claims, { age_over_18: true });
    const other = await verify(presentation, { keyBinding: { audience: "https://shop.example" } });
    assert.equal(other.outcome, "invalid");
    assert.equal(codeOf(other, "audience"), "audience.other");
  });

  test("a bare document with its proof beside it", async () => {
    const result = await verify(shown.document, {}, { proof: shown.proof });
    assert.equal(result.outcome, "valid");
    assert.equal(result.proof, "presented");
  });

  test("a bare document that is not in the log yet is unknown, and says so", async () => {
    scene.keep(shown, false);
    const result = await verify(shown.document);
    assert.equal(result.outcome, "unknown");
    assert.equal(result.proof, "pending");
    assert.equal(codeOf(result, "in-log"), "in-log.no-proof");
    assert.match(result.summary.en, /not in the public log yet/);
  });

  test("a bare document that nobody knows is unknown, not valid", async () => {
    const result = await verify(shown.document);
    assert.equal(result.outcome, "unknown");
    assert.equal(result.proof, "none");
  });

  test("a signed document whose proof we have is no better for having another's", async () => {
    const stranger = await world.make({ statusIndex: 1 });
    scene.ours.set(stranger.issuerJwt, shown.proof);
    const result = await verify(stranger.document);
    assert.equal(result.outcome, "invalid");
    assert.equal(codeOf(result, "in-log"), "in-log.wrong");
  });

  test("revoked: by whom and since when, in three languages", async () => {
    world.statuses[INDEX] = 1;
    scene.place = "revoked";
    scene.statusIssuedAt += 1;
    const result = await verify(shown.file);
    assert.equal(result.outcome, "invalid");
    assert.equal(codeOf(result, "status"), "status.revoked");
    assert.equal(result.statusChange?.by?.slug, "futian");
    assert.equal(result.statusChange?.since, 1_799_999_000);
    assert.deepEqual(result.statusChange?.asOf, { blockNumber: 9, time: scene.statusIssuedAt });
    assert.match(result.summary.en, /Futian centre revoked it on 15 January 2027 at 15:43\./);
    assert.match(result.summary.es, /Centro de Futian lo revocó el 15 de enero de 2027/);
    assert.match(result.summary.zh, /福田区中心于2027年1月15日 15:43吊销/);
    JSON.stringify(result);
  });

  test("suspended: invalid for now, with by whom", async () => {
    world.statuses[INDEX] = 2;
    scene.place = "suspended";
    const result = await verify(shown.file);
    assert.equal(result.outcome, "invalid");
    assert.equal(codeOf(result, "status"), "status.suspended");
    assert.equal(result.statusChange?.status, "suspended");
  });

  test("an older token that came along does not hide a revocation", async () => {
    const before = await world.statusToken(worldTimes.published - 100);
    world.statuses[INDEX] = 1;
    scene.place = "revoked";
    const { document, proof } = shown;
    const result = await verify(formatSelloFile({ document, proof, status: before }));
    assert.equal(codeOf(result, "status"), "status.revoked");
  });

  test("a status that cannot be known is unknown, no matter who is at fault", async () => {
    scene.failure = new ServiceError(404, "status_list.unknown", "None.");
    const result = await verify(shown.file);
    assert.equal(result.outcome, "unknown");
    assert.equal(codeOf(result, "status"), "status.missing");
    const waived = await verify(shown.file, { mayBeUnknown: ["status"] });
    assert.equal(waived.outcome, "valid");
    assert.deepEqual(waived.allowedUnknown, ["status"]);
    scene.failure = unavailable();
    await assert.rejects(verify(shown.file), { code: "database.unavailable" });
  });

  test("a status that is older than the policy allows is unknown", async () => {
    scene.nowSeconds += 3_600;
    assert.equal((await verify(shown.file)).outcome, "valid");
    const result = await verify(shown.file, { statusAgeSecondsMax: 600 });
    assert.equal(result.outcome, "unknown");
    assert.equal(codeOf(result, "status"), "status.too-old");
  });

  test("a status list elsewhere is not asked for", async () => {
    const uri = "https://attacker.example/v1/status-lists/futian-police/1";
    const elsewhere = await world.make({ payload: { status: { status_list: { idx: 1, uri } } } });
    const tokens = scene.asked.tokens;
    const result = await verify(elsewhere.file);
    assert.equal(result.outcome, "unknown");
    assert.equal(scene.asked.tokens, tokens);
  });

  test("a trust list that was changed in our own store makes nothing valid", async () => {
    const note = await world.trustListNote();
    scene.trustListNote = note.replace('"version":1', '"version":2');
    const result = await verify(shown.file);
    assert.equal(result.outcome, "unknown");
    assert.equal(codeOf(result, "trust-list"), "trust-list.not-verified");
  });

  test("a trust list that cannot be read makes nothing valid", async () => {
    const note = await world.trustListNote();
    const unsound = note.replace(
      /"authorities":.*,"documentTypes"/,
      '"authorities":[],"documentTypes"',
    );
    assert.notEqual(unsound, note);
    for (const text of ["", "sello-trust-list/1\n", unsound]) {
      scene.trustListNote = text;
      const result = await verify(shown.file);
      assert.equal(result.outcome, "unknown");
      assert.equal(codeOf(result, "trust-list"), "trust-list.missing");
    }
  });

  test("an operator may pin who signs trust lists", async () => {
    const keys = world.signers.map(({ key }) => formatVerifierKey(key));
    const pinned = scene.verification({ keys, quorum: 2 });
    assert.equal((await pinned.verify(shown.file)).outcome, "valid");
    const others = scene.verification({ keys: [formatVerifierKey(world.log.key)], quorum: 1 });
    assert.equal((await others.verify(shown.file)).outcome, "unknown");
  });

  test("a forged document stays forged, also when the store has a proof of the genuine one", async () => {
    scene.keep(shown);
    const forged = await world.make({ statusIndex: INDEX, key: makeEcKey() });
    const result = await verify(forged.document);
    assert.equal(result.outcome, "invalid");
    assert.equal(result.document, undefined);
    for (const text of ["", "{", "a.b.c~", "nonsense", `${shown.file} {}`]) {
      const malformed = await verify(text);
      assert.equal(malformed.outcome, "invalid");
      assert.equal(malformed.proof, "none");
    }
  });

  test("a policy that makes no sense is refused, with where and what", async () => {
    for (const policy of [
      { mayBeUnknown: ["signature"] },
      { mayBeUnknown: ["trust-list"] },
      { statusAgeSecondsMax: -1 },
      { clockSkewSeconds: 601 },
      { keyBinding: { audience: "" } },
      { keyBinding: { color: "red" } },
      { documentTypes: [] },
      { anything: true },
      "valid",
    ]) {
      await assert.rejects(verify(shown.file, policy), (error: unknown) => {
        assert.ok(error instanceof InvalidInput);
        assert.equal(error.code, "policy.invalid");
        const { violations } = error.data as { violations?: readonly { pointer: string }[] };
        assert.ok(violations !== undefined && violations.length > 0);
        assert.ok(violations.every(({ pointer }) => typeof pointer === "string"));
        return true;
      });
    }
  });

  test("trust material is kept until there is newer", async () => {
    const verification = scene.verification();
    scene.trustListNote = await world.trustListNote();
    assert.equal((await verification.verify(shown.file)).outcome, "valid");
    assert.equal((await verification.verify(shown.file)).outcome, "valid");
    world.statuses[INDEX] = 1;
    scene.place = "revoked";
    assert.equal(codeOf(await verification.verify(shown.file), "status"), "status.revoked");
    const content = world.trustListContent();
    const authorities = content.authorities.slice(0, 2);
    scene.trustListNote = await world.trustListNote({ ...content, authorities });
    const stranger = await verification.verify(shown.file);
    assert.equal(codeOf(stranger, "issuer-known"), "issuer-known.unknown-authority");
  });

  describe("a sealed file with its document", () => {
    const sha256 = "ab".repeat(32);
    let seal: AnchoredDocument;
    before(async () => {
      const claims = { sha256, name: "plan.pdf", mediaType: "application/pdf", size: 1_234 };
      seal = await world.make({ claims, type: worldTypes.sealedFile });
    });

    test("matches", async () => {
      const result = await verify(seal.file, {}, { file: { sha256, size: 1_234 } });
      assert.equal(result.outcome, "valid");
      assert.equal(result.file?.code, "file.matches");
      assert.match(result.summary.en, /exactly the one that was sealed/);
    });

    test("another file is not valid, however good the document", async () => {
      for (const file of [
        { sha256: "00".repeat(32), size: 1_234 },
        { sha256, size: 1_235 },
      ]) {
        const result = await verify(seal.file, {}, { file });
        assert.equal(result.outcome, "invalid");
        assert.equal(result.file?.code, "file.differs");
        assert.ok(result.checks.every((check) => check.outcome !== "failed"));
      }
    });

    test("a document about something else seals no file", async () => {
      const result = await verify(shown.file, {}, { file: { sha256, size: 1_234 } });
      assert.equal(result.outcome, "invalid");
      assert.equal(result.file?.code, "file.not-about-a-file");
    });

    test("a matching file does not make a bad seal better", async () => {
      const bare = await verify(seal.document, {}, { file: { sha256, size: 1_234 } });
      assert.equal(bare.file?.outcome, "passed");
      assert.equal(bare.outcome, "unknown");
      const forged = await verify("nonsense", {}, { file: { sha256, size: 1_234 } });
      assert.equal(forged.file?.code, "file.no-document");
      assert.equal(forged.outcome, "invalid");
    });
  });
});
