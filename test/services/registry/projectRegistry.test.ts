import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuthorityId, type DocumentTypeId, toAuthorityId } from "@sello/sdk";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import { findIssuingObstacle } from "../../../services/registry/findIssuingObstacle.ts";
import { projectRegistry } from "../../../services/registry/projectRegistry.ts";

const publicUrl = "http://localhost:8420";

function registered(issuer: string, names: string): ChainEvent {
  const authority = toAuthorityId(issuer);
  const kind = issuer.startsWith(publicUrl) ? "1" : "4";
  const city = toAuthorityId(`${publicUrl}/authorities/city`);
  const args = { authority, parent: city, kind, issuer, names };
  return {
    contract: "AuthorityRegistry",
    name: "AuthorityRegistered",
    args,
    blockNumber: 1n,
    logIndex: 0,
    blockTime: 100n,
    transactionHash: "0x00",
  };
}

const empty = { authorities: new Map(), grantedPrefixes: [], validators: [] };

const project = (event: ChainEvent) =>
  [...projectRegistry(empty, [event], publicUrl).authorities.values()][0];

test("names that are not what they should be never leave an office without one", () => {
  const issuer = `${publicUrl}/authorities/futian`;
  const nameFor = (names: string) => project(registered(issuer, names))?.name;
  assert.deepEqual(nameFor('{"zh":"福田","en":"Futian"}'), {
    zh: "福田",
    es: "Futian",
    en: "Futian",
  });
  for (const names of ["", "futian", "null", "[]", '{"zh":7}', '{"zh":""}']) {
    assert.deepEqual(nameFor(names), { zh: "futian", es: "futian", en: "futian" }, names);
  }
});

test("only our own issuer URLs give a slug: others go by their id", () => {
  const foreign = "https://elsewhere.example/authorities/futian";
  assert.equal(project(registered(foreign, "{}"))?.slug, toAuthorityId(foreign).slice(2));
  const odd = `${publicUrl}/authorities/../admin`;
  assert.equal(project(registered(odd, "{}"))?.slug, toAuthorityId(odd).slice(2));
});

test("a key that no reader represents is left out until its term is sound, and nothing is issued by what is left out", () => {
  const city = registered(`${publicUrl}/authorities/city`, '{"en":"City"}');
  const authority = city.args.authority as AuthorityId;
  const thumbprint = `0x${"11".repeat(32)}`;
  const key = (until: bigint, logIndex: number): ChainEvent => ({
    ...city,
    name: "SigningKeyChanged",
    args: { authority, thumbprint, from: "100", until: String(until) },
    logIndex,
  });
  const late = projectRegistry(empty, [city, key(2n ** 53n, 1)], publicUrl);
  const [before] = late.authorities.values();
  assert.deepEqual(before?.keys, []);
  assert.deepEqual(before?.faults, [{ code: "key.time", authority, what: thumbprint }]);
  const [mended] = projectRegistry(late, [key(200n, 2)], publicUrl).authorities.values();
  const plain = { jwk: null, distrustedFrom: null };
  assert.deepEqual(mended?.keys, [{ thumbprint, ...plain, from: 100, until: 200 }]);
  assert.deepEqual(mended?.faults, []);
  const odd = projectRegistry(late, [registered("https://elsewhere.example/a", "{}")], publicUrl);
  const [, other] = odd.authorities.values();
  assert.ok(other);
  const type = `0x${"22".repeat(32)}` as DocumentTypeId;
  assert.equal(findIssuingObstacle(odd, other.id, type, 150)?.code, "authority.left_out");
});

test("an issuer at an address that the city granted is one of ours, also after the grant has ended", () => {
  const city = registered(`${publicUrl}/authorities/city`, '{"en":"City"}');
  const { authority } = city.args;
  const grant = (granted: boolean): ChainEvent => ({
    ...city,
    name: "IssuerPrefixChanged",
    args: { authority, prefix: "https://elsewhere.example/", granted },
  });
  const bank = registered("https://elsewhere.example/bank", '{"en":"Bank"}');
  const faultsOf = (events: readonly ChainEvent[]) =>
    [...projectRegistry(empty, events, publicUrl).authorities.values()].at(-1)?.faults;
  assert.deepEqual(
    faultsOf([city, bank])?.map(({ code }) => code),
    ["issuer.origin"],
  );
  assert.deepEqual(faultsOf([city, grant(true), bank]), []);
  assert.deepEqual(faultsOf([city, grant(true), grant(false), bank]), []);
});
