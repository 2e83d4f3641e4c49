import assert from "node:assert/strict";
import { test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import { projectRegistry } from "../../../services/registry/projectRegistry.ts";

const publicUrl = "http://localhost:8420";

function registered(issuer: string, names: string): ChainEvent {
  const authority = toAuthorityId(issuer);
  const args = { authority, parent: `0x${"0".repeat(64)}`, kind: "1", issuer, names };
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

const project = (event: ChainEvent) =>
  [...projectRegistry({ authorities: new Map() }, [event], publicUrl).authorities.values()][0];

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
  assert.equal(project(registered(foreign, "{}"))?.slug, toAuthorityId(foreign));
  const odd = `${publicUrl}/authorities/../admin`;
  assert.equal(project(registered(odd, "{}"))?.slug, toAuthorityId(odd));
});
