import assert from "node:assert/strict";
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from "node:crypto";
import { before, test } from "node:test";
import { formatSelloFile, parsePresentation, parseSelloFile, present, verify } from "@sello/sdk";
import {
  type AskedProof,
  answersProof,
  encryptAnswer,
  type MadeRequest,
  makeProofRequest,
  openAnswer,
  readLinkedRequest,
  readProofRequest,
  readRequestLink,
  toRequestLink,
} from "@sello/sdk/request";
import { World, worldTimes } from "../../support/world.ts";

const server = "https://sello.example";
const proof: AskedProof = {
  types: ["https://sello.example/types/resident-id/1"],
  claims: [
    { path: ["age_over_18"], values: [true] },
    { path: ["district"], values: [] },
  ],
};

const world = new World();
let made: MadeRequest;
before(async () => {
  made = await makeProofRequest(server, "Bar “Luna”", proof);
});

/** A holder's answer, bound to this audience and nonce. */
async function answerOf({ audience, nonce }: { audience: string; nonce: string }) {
  const { file } = await world.make();
  const { document, ...evidence } = parseSelloFile(file);
  const keyBinding = { sign: world.holder.sign, audience, nonce, iat: worldTimes.now };
  const shown = await present(document, ["age_over_18", "district"], { keyBinding });
  return formatSelloFile({ ...evidence, document: shown });
}

const judge = async (file: string, { audience, nonce }: { audience: string; nonce: string }) =>
  verify(
    parsePresentation(file),
    await world.trustList(),
    [await world.statusList()],
    { keyBinding: { required: true, audience, nonce } },
    worldTimes.now,
  );

test("a request is read as it was made, and only by the link that has its hash", () => {
  const { text, request, link } = made;
  assert.deepEqual(readProofRequest(text), request);
  assert.deepEqual(readLinkedRequest(text, link.hash), request);
  assert.equal(request.audience, `redirect_uri:${server}/v1/requests/${link.id}/answers`);
  const url = new URL(toRequestLink(`${server}/`, link));
  assert.deepEqual(readRequestLink(url), link);
  for (const [pathname, hash] of [
    [url.pathname, ""],
    [url.pathname, "#x"],
    ["/r/x", url.hash],
    ["/s/AAAAAAAAAAAAAAAAAAAAAA", url.hash],
  ] as const)
    assert.equal(readRequestLink({ pathname, hash }), null);
  const other = text.replace("Bar", "Far");
  assert.throws(() => readLinkedRequest(other, link.hash), { code: "proof-request.other" });
  for (const broken of [
    "",
    "{}",
    `${text} `,
    text.replace('"direct_post.jwt"', '"direct_post"'),
    text.replace("redirect_uri:https", "redirect_uri:http"),
    text.replace('"kty":"EC"', '"kty":"RSA"'),
    text.replace("Bar", "B".repeat(101)),
  ])
    assert.throws(() => readProofRequest(broken), { code: "proof-request.malformed" }, broken);
});

test("an answer is bound to its request, and read by who asked alone", async () => {
  const { request, privateKey } = made;
  const file = await answerOf(request);
  const jwe = await encryptAnswer(request, file);
  assert.ok(!jwe.includes(file.slice(40, 80)));
  const opened = await openAnswer(privateKey, jwe);
  assert.equal(opened, file);
  const verdict = await judge(opened, request);
  assert.equal(verdict.outcome, "valid");
  const { claims, type } = verdict.document ?? assert.fail("there is a document");
  assert.ok(answersProof(proof, { vct: type.vct, claims }));
  const next = await makeProofRequest(server, "Bar", proof);
  const unreadable = { code: "proof-answer.unreadable" };
  await assert.rejects(openAnswer(next.privateKey, jwe), unreadable);
  // The same answer to another request is refused for its audience and its nonce.
  const codes = (await judge(file, next.request)).checks.map(({ code }) => code);
  assert.ok(codes.includes("audience.other") && codes.includes("nonce.other"));
  const parts = jwe.split(".");
  for (const [at, part] of parts.entries()) {
    const altered = parts.with(at, part === "" ? "AA" : `${part.slice(0, -2)}AA`).join(".");
    await assert.rejects(openAnswer(privateKey, altered), unreadable);
  }
  for (const text of ["", "x", "a.b.c.d.e", `${jwe}.x`])
    await assert.rejects(openAnswer(privateKey, text), unreadable);
});

test("another program opens the answer by RFC 7516 and RFC 7518 alone", async () => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = keys.publicKey.export({ format: "jwk" }) as { x: string; y: string };
  const key = { kty: "EC", crv: "P-256", x, y } as const;
  const jwe = await encryptAnswer({ ...made.request, key }, await answerOf(made.request));
  const [header = "", , iv = "", content = "", tag = ""] = jwe.split(".");
  const { epk, alg, enc } = JSON.parse(Buffer.from(header, "base64url").toString());
  assert.deepEqual([alg, enc], ["ECDH-ES", "A256GCM"]);
  const shared = diffieHellman({
    privateKey: createPrivateKey({ key: keys.privateKey.export({ format: "jwk" }), format: "jwk" }),
    publicKey: createPublicKey({ key: epk, format: "jwk" }),
  });
  const info = Buffer.from("\0\0\0\x07A256GCM\0\0\0\0\0\0\0\0\0\0\x01\0", "latin1");
  const derived = createHash("sha256").update(Buffer.concat([Buffer.of(0, 0, 0, 1), shared, info]));
  const decipher = createDecipheriv("aes-256-gcm", derived.digest(), Buffer.from(iv, "base64url"));
  decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, "base64url"));
  const text = Buffer.concat([decipher.update(content, "base64url"), decipher.final()]).toString();
  const { vp_token: tokens } = JSON.parse(text);
  assert.equal(tokens.proof.length, 1);
  assert.match(tokens.proof[0], /^ey.*~ey[^~]*$/);
});

test("claims answer what was asked when all are there, with a value that was asked for", () => {
  const vct = proof.types[0] ?? "";
  const claims = { age_over_18: true, district: "Futian" };
  assert.ok(answersProof(proof, { vct, claims }));
  assert.ok(!answersProof(proof, { vct: "https://sello.example/types/other/1", claims }));
  for (const other of [{ age_over_18: false, district: "x" }, { age_over_18: true }, {}])
    assert.ok(!answersProof(proof, { vct, claims: other }));
  const nested: AskedProof = { types: [vct], claims: [{ path: ["a", "b"], values: ["x", 2] }] };
  assert.ok(answersProof(nested, { vct, claims: { a: { b: 2 } } }));
  assert.ok(!answersProof(nested, { vct, claims: { a: null } }));
});
