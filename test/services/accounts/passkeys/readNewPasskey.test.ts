import assert from "node:assert/strict";
import { test } from "node:test";
import { readNewPasskey } from "../../../../services/accounts/passkeys/readNewPasskey.ts";
import { passkeySigner } from "../../../support/accountSigners.ts";
import { type NewPasskeyParts, newPasskey } from "../../../support/newPasskey.ts";

const request = {
  challenge: "c2VsbG8",
  origin: "http://localhost:8420",
  domain: "localhost",
} as const;
const publicKey = `0x${passkeySigner(`0x${"0".repeat(40)}`).id.slice(42)}`;
const fine: NewPasskeyParts = { ...request, publicKey };
const read = (part: Partial<NewPasskeyParts> = {}) =>
  readNewPasskey(newPasskey({ ...fine, ...part }), request);

test("a new passkey gives its id and its key", () => {
  const { id, x, y } = read({ id: "0xc0ffee" });
  assert.equal(Buffer.from(id).toString("hex"), "c0ffee");
  assert.equal(`${x}${y.slice(2)}`, publicKey);
  // Synced ones say so in their flags, and some bring extensions.
  assert.equal(read({ flags: 0xdd }).x, x);
});

test("A8 one that nobody was verified for, or of another site, is refused", () => {
  for (const flags of [0x41, 0x44, 0x40])
    assert.throws(() => read({ flags }), { code: "passkey.not_verified" });
  for (const part of [
    { origin: "http://localhost:8421" },
    { origin: "https://localhost:8420" },
    { origin: "http://localhost.evil.test:8420" },
    { crossOrigin: true },
    { domain: "evil.test" },
  ])
    assert.throws(() => read(part), { code: "passkey.origin" });
});

test("what is no new passkey for this challenge is refused", () => {
  for (const part of [
    { type: "webauthn.get" },
    { challenge: "AAAA" },
    { flags: 0x05 },
    { id: "0x" },
  ])
    assert.throws(() => read(part), { code: "passkey.malformed" });
  for (const part of [
    { keyStart: "0xa5010203262002215820" },
    { keyStart: "0xa501020338ff2001215820" },
    { publicKey: `0x${"11".repeat(64)}` },
  ])
    assert.throws(() => read(part), { code: "passkey.kind" });
});

test("any bytes are answered with a refusal", () => {
  const whole = newPasskey(fine);
  for (let length = 0; length < whole.authenticatorData.length; length += 1) {
    const authenticatorData = whole.authenticatorData.subarray(0, length);
    assert.throws(() => readNewPasskey({ ...whole, authenticatorData }, request), {
      code: /^passkey\./,
    });
  }
  for (const text of ["", "null", "[]", "{", '{"type":"webauthn.create"}', "\xff"]) {
    const clientData = Buffer.from(text, "latin1");
    assert.throws(() => readNewPasskey({ ...whole, clientData }, request), {
      code: "passkey.malformed",
    });
  }
  const long = newPasskey({ ...fine, id: `0x${"ab".repeat(1_024)}` });
  assert.throws(() => readNewPasskey(long, request), { code: "passkey.malformed" });
});
