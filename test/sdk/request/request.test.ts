import assert from "node:assert/strict";
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  diffieHellman,
  generateKeyPairSync,
} from "node:crypto";
import { before, test } from "node:test";
import { formatSelloFile, parsePresentation, parseSelloFile, present, verify } from "@sello/sdk";
import {
  type AskedProof,
  answersProof,
  encryptAnswer,
  findBeyond,
  type MadeRequest,
  makeProofRequest,
  openAnswer,
  readLinkedRequest,
  readProofRequest,
  readRequestLink,
  signProofRequest,
  toRequestLink,
  verifyProofRequest,
  withSignature,
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

const verifier = "0b0e7a3c-4a1f-4c0e-8f6e-3d1f5a2b7c9d";
const now = 1_800_000_000;

function newSigner(id = verifier) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const sign = async (bytes: Uint8Array) =>
    createSign("sha256").update(bytes).sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
  return { key: { kty: "EC", crv: "P-256", x, y } as const, signer: { verifier: id, sign, now } };
}

test("a verifier signs a request, and nobody else's signature or time is taken for theirs", async () => {
  const { key, signer } = newSigner();
  const signed = withSignature(made, await signProofRequest(made.request, signer));
  const request = await verifyProofRequest(signed.text, key, now + 599);
  assert.deepEqual(request, signed.request);
  assert.deepEqual([request.audience, request.signed.expiresAt], [verifier, now + 600]);
  assert.deepEqual(readLinkedRequest(signed.text, signed.link.hash), request);
  assert.notEqual(signed.link.hash, made.link.hash);
  const other = await makeProofRequest(server, "Bar", proof);
  assert.throws(() => withSignature(other, signed.text), { code: "proof-request.other" });
  const [header = "", payload = "", signature = ""] = signed.text.split(".");
  const head = JSON.parse(Buffer.from(header, "base64url").toString());
  assert.deepEqual(head, { alg: "ES256", typ: "oauth-authz-req+jwt" });
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  assert.equal(claims.client_id, verifier);
  const pack = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const forged = { code: "proof-request.forged" };
  await assert.rejects(verifyProofRequest(signed.text, newSigner().key, now), forged);
  const more = { ...claims, client_metadata: { ...claims.client_metadata, client_name: "Bank" } };
  await assert.rejects(
    verifyProofRequest(`${header}.${pack(more)}.${signature}`, key, now),
    forged,
  );
  const expired = { code: "proof-request.expired" };
  for (const at of [now + 600, now - 121])
    await assert.rejects(verifyProofRequest(signed.text, key, at), expired);
  const long = `${header}.${pack({ ...claims, exp: now + 601 })}`;
  const own = Buffer.from(await signer.sign(Buffer.from(long))).toString("base64url");
  await assert.rejects(verifyProofRequest(`${long}.${own}`, key, now), expired);
  for (const broken of [
    made.text,
    `${pack({ alg: "none" })}.${payload}.`,
    `${pack({ ...head, typ: "JWT" })}.${payload}.${signature}`,
    `${header}.${pack({ ...claims, iss: "x" })}.${signature}`,
    `${header}.${pack({ ...claims, client_id: "x509_hash:x" })}.${signature}`,
    // What is signed has an id, and what nobody signed has none.
    `${header}.${Buffer.from(made.text).toString("base64url")}.${signature}`,
  ])
    await assert.rejects(verifyProofRequest(broken, key, now), {
      code: "proof-request.malformed",
    });
  assert.throws(() => readProofRequest(JSON.stringify(claims)), {
    code: "proof-request.malformed",
  });
});

test("what goes beyond is what was not registered for each type that would answer", () => {
  const [type = ""] = proof.types;
  assert.deepEqual(findBeyond(proof, [{ type, claims: ["age_over_18", "district"] }]), []);
  assert.deepEqual(findBeyond(proof, [{ type, claims: ["age_over_18"] }]), [["district"]]);
  assert.deepEqual(findBeyond(proof, [{ type: "x", claims: ["age_over_18", "district"] }]), [
    ["age_over_18"],
    ["district"],
  ]);
  const both = { ...proof, types: [type, "x"] };
  assert.equal(findBeyond(both, [{ type, claims: ["age_over_18", "district"] }]).length, 2);
});
