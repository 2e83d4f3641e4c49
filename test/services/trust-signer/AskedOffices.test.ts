import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import { parseTrustList, type TrustHead } from "@sello/sdk";
import { type NoteSigner, signNote } from "@sello/sdk/log";
import { Conflict } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { type HeadBody, HeadSigning } from "../../../services/registry/trust/HeadSigning.ts";
import type { PublishedTrustList } from "../../../services/registry/trust/PgTrustListStore.ts";
import type { PublishedType } from "../../../services/registry/types/published/PublishedType.ts";
import { TrustSigners } from "../../../services/signing/terms/TrustSigners.ts";
import { AskedOffices } from "../../../services/trust-signer/AskedOffices.ts";
import { HttpTrustSigner } from "../../../services/trust-signer/HttpTrustSigner.ts";
import { introduce, readIntroduction } from "../../../services/trust-signer/introduction.ts";
import { officeListener } from "../../../services/trust-signer/officeListener.ts";
import type { SignRequest } from "../../../services/trust-signer/SignRequest.ts";
import { network, noteKey, OfficeScene } from "./OfficeScene.ts";

const names = ["city", "audit", "archive"] as const;
type Name = (typeof names)[number];
type Behaviour = (request: SignRequest, key: NoteSigner) => Promise<unknown>;

let scene: OfficeScene;
let keys: Record<Name, ReturnType<typeof noteKey>>;
let servers: Server[];
let asked: AskedOffices;
let nowMs: number;
/** What each office does instead of signing. */
let behaviour: Partial<Record<Name, Behaviour>>;
let texts: string[];

async function listen(name: Name): Promise<string> {
  const sign = async (request: SignRequest) => {
    texts.push(request.text);
    await behaviour[name]?.(request, keys[name]);
    return (await signNote(request.text, [keys[name]])).signatures;
  };
  const successor = async (oldKey: string, of: string) => {
    const next = noteKey(keys[name].key.name);
    const introduction = { network: of, office: name, oldKey, newKey: next.vkey };
    return introduce(introduction, [keys[name], next]);
  };
  const listener = officeListener({
    signer: { sign, successor },
    logger: silentLogger,
  });
  const server = createServer((incoming, response) => {
    // As an office's process answers it by itself.
    if (incoming.method !== "GET") return listener(incoming, response);
    response.end(JSON.stringify({ name, keys: [keys[name].vkey], signedVersion: null }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  scene = await OfficeScene.open();
  servers = [];
  behaviour = {};
  texts = [];
  nowMs = scene.now * 1000;
  keys = {
    city: scene.others.city,
    audit: noteKey("sello.example/a"),
    archive: scene.others.archive,
  };
  const terms = {
    current: {
      revision: 1,
      logKeys: [],
      witnessKeys: [],
      quorums: [],
      signers: scene.signers({ audit: keys.audit.vkey }).map((signer) => ({
        ...signer,
        sealed: null,
        introduced: null,
      })),
    },
  };
  const urls = await Promise.all(names.map(listen));
  asked = new AskedOffices({
    terms,
    offices: names.map(
      (name, i) =>
        new HttpTrustSigner({ name, place: async () => ({ url: urls[i] as string, token: "t" }) }),
    ),
    held: new TrustSigners(terms, null as never),
    published: async () => published,
    clock: { nowMs: () => nowMs },
    logger: silentLogger,
  });
});
afterEach(async () => {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  scene.dispose();
});

const signing = () =>
  new HeadSigning({
    offices: asked,
    store: { byVersion: async () => null },
    clock: { nowMs: () => nowMs },
  });

async function toBody(change: Partial<TrustHead> = {}): Promise<HeadBody> {
  const signers = scene.signers({ audit: keys.audit.vkey });
  const {
    version: _,
    issuedAt: _at,
    validUntil: _until,
    signersSince: _since,
    ...body
  } = await scene.head({ signers, ...change });
  return body;
}

const published: readonly PublishedType[] = [];
const sources = { registries: [], keys: [], types: [] };
const stop = (name: Name) => servers[names.indexOf(name)]?.close();
const signedBy = ({ note }: PublishedTrustList) => parseTrustList(note).note.signatures.length;

test("all three sign; with one away, or refusing, or forging, the other two do", async () => {
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 3);
  behaviour.audit = async () => {
    throw new Conflict("trust_list.other_root", "another root");
  };
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 2);
  assert.deepEqual(await asked.problems(), [{ office: "audit", code: "trust_list.other_root" }]);
  keys.audit = { ...keys.audit, sign: async () => new Uint8Array(64) };
  behaviour.audit = async () => {};
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 2);
  assert.deepEqual(await asked.problems(), [{ office: "audit", code: "trust_signer.forged" }]);
  stop("audit");
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 2);
  nowMs += limits.trustOfficeLookMs;
  assert.deepEqual(await asked.problems(), [{ office: "audit", code: "trust_signer.away" }]);
});

test("an office that can sign again is named no longer, before there is another list", async () => {
  behaviour.audit = async () => {
    throw new Conflict("chain.unavailable", "its node is away");
  };
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 2);
  assert.deepEqual(await asked.problems(), [{ office: "audit", code: "chain.unavailable" }]);
  behaviour = {};
  nowMs += limits.trustOfficeLookMs;
  for (let tries = 0; (await asked.problems()).length > 0 && tries < 100; tries += 1)
    await new Promise((done) => setTimeout(done, 10));
  assert.deepEqual(await asked.problems(), []);
  assert.equal(new Set(texts).size, 1);
});

test("with fewer than the quorum nothing is published", async () => {
  stop("audit");
  behaviour.city = async () => {
    throw new Conflict("trust_list.behind", "behind");
  };
  await assert.rejects(signing().sign(await toBody(), sources, null), {
    code: "trust_list.no_signers",
  });
});

test("an office that does not answer in time is left behind once the others have signed", async () => {
  const timers: (() => void)[] = [];
  behaviour.archive = () => new Promise<void>((done) => timers.push(done));
  const before = performance.now();
  assert.equal(signedBy(await signing().sign(await toBody(), sources, null)), 2);
  assert.ok(performance.now() - before < limits.trustOfficeMs - 1_000);
  for (const done of timers) done();
});

test("what some may have signed is offered again as it is; what cannot be is passed over", async () => {
  const heads = signing();
  const refuse: Behaviour = async () => {
    throw new Conflict("trust_list.behind", "behind");
  };
  behaviour = { city: refuse, audit: refuse };
  const body = await toBody();
  await assert.rejects(heads.sign(body, sources, null), { code: "trust_list.no_signers" });
  nowMs += 5_000;
  behaviour = {};
  const list = await heads.sign(body, sources, null);
  assert.equal(new Set(texts).size, 1);
  assert.equal(list.version, 1);
});

test("where a version was passed over, the signers stay for one more", async () => {
  const first = await signing().sign(await toBody(), sources, null);
  const next = noteKey(keys.city.key.name);
  const body = await toBody({
    signers: scene.signers({ audit: keys.audit.vkey, city: next.vkey }),
  });
  const atMost: Behaviour = async ({ text }) => {
    const { version } = JSON.parse(text.split("\n")[1] ?? "") as TrustHead;
    if (version < 5) throw new Conflict("trust_list.not_newer", "older", { version: 4 });
  };
  behaviour = { city: atMost, audit: atMost, archive: atMost };
  const passed = await signing().sign(body, sources, first);
  assert.equal(passed.version, 5);
  const { head } = parseTrustList(passed.note);
  assert.deepEqual([head.signers[0]?.key, head.signersSince], [keys.city.vkey, 1]);
  const changed = parseTrustList((await signing().sign(body, sources, passed)).note).head;
  assert.deepEqual(
    [changed.version, changed.signers[0]?.key, changed.signersSince],
    [6, next.vkey, 6],
  );
});

test("an office's next key comes with the note that introduces it", async () => {
  const [term] = scene.signers({ audit: keys.audit.vkey });
  assert.ok(term);
  const next = await asked.successor({ ...term, sealed: null, introduced: null }, network, "x");
  assert.equal(next.sealed, null);
  const read = await readIntroduction(next.introduced ?? "");
  assert.deepEqual(read, { network, office: "city", oldKey: term.key, newKey: next.key });
});
