import assert from "node:assert/strict";
import { test } from "node:test";
import { toPasskeyDomain } from "../../../services/compose/toPasskeyDomain.ts";
import { ConfigError } from "../../../services/platform/errors.ts";

test("passkeys are for the public URL's host, or a domain that it lies in", () => {
  const url = "https://office.sello.example:8443";
  assert.equal(toPasskeyDomain(null, "http://localhost:8420"), "localhost");
  assert.equal(toPasskeyDomain(null, url), "office.sello.example");
  for (const domain of ["office.sello.example", "sello.example"])
    assert.equal(toPasskeyDomain(domain, url), domain);
  for (const domain of ["example", "other.example", "llo.example", "a.office.sello.example"])
    assert.throws(() => toPasskeyDomain(domain, url), ConfigError);
});
