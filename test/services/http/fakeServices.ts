import { randomUUID } from "node:crypto";
import { type ApiAction, apiActions, readinessParts } from "@sello/api";
import type { AuthorityKind } from "@sello/sdk";
import { type AuthorityId, type DocumentId, toAuthorityId } from "@sello/sdk";
import { formatNoteSignature } from "@sello/sdk/log";
import { lineage } from "@sello/sdk/trust";
import type { ApiKey } from "../../../services/accounts/ApiKey.ts";
import type { ApiKeyStore } from "../../../services/accounts/ApiKeyStore.ts";
import { ApiKeys } from "../../../services/accounts/ApiKeys.ts";
import type { LogReader } from "../../../services/anchoring/LogReader.ts";
import { Logs } from "../../../services/anchoring/Logs.ts";
import type { AuditEvent } from "../../../services/audit/AuditLog.ts";
import type { Services } from "../../../services/compose/Services.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import type { IssuedDocument } from "../../../services/issuing/IssuedDocument.ts";
import { newDocumentId } from "../../../services/issuing/newDocumentId.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";
import { InvalidInput, NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { Authority } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import type { Turnover } from "../../../services/turnover/Turnover.ts";
import { fakeTrustLists } from "../../support/fakeTrustLists.ts";
import { World } from "../../support/world.ts";

const trustListNote = new World().trustListNote();

const publicUrl = "https://sello.test";

export const hash = (byte: string): `0x${string}` => `0x${byte.repeat(32)}`;

const authorityOf = (slug: string, kind: AuthorityKind, parent: string | null): Authority => {
  const iss = toIss(publicUrl, slug);
  return {
    id: toAuthorityId(iss),
    slug,
    iss,
    name: { zh: slug, es: slug, en: slug },
    kind,
    parent: parent === null ? null : toAuthorityId(toIss(publicUrl, parent)),
    states: [{ state: "active", from: 0, until: null }],
    keys: [{ thumbprint: hash("ab"), jwk: null, distrustedFrom: null, from: 0, until: null }],
    accreditations: [],
    officers: [
      { address: "0x00000000000000000000000000000000000000aa", roles: 15, from: 0, until: null },
    ],
    faults: [],
  };
};

const tree = [
  authorityOf("shenzhen", "city", null),
  authorityOf("nanshan", "district", "shenzhen"),
  authorityOf("nanshan-housing", "department", "nanshan"),
  authorityOf("futian", "district", "shenzhen"),
];

const forest = { authorities: new Map(tree.map((each) => [each.id, each])) };

function find(test: (authority: Authority) => boolean): Authority {
  const found = tree.find(test);
  if (!found) throw new NotFound("authority.unknown", "There is no such authority.");
  return found;
}

const authorityId = (slug: string): AuthorityId => find((each) => each.slug === slug).id;

/** One turnover that waits for a signature. */
function fakeTurnovers(): Services["turnovers"] {
  const turnover: Turnover = {
    id: randomUUID(),
    kind: "signing-key",
    scope: "",
    authority: authorityId("nanshan-housing"),
    subject: {},
    state: "waiting",
    step: "register",
    done: null,
    of: null,
    data: { toSign: [{ operation: "SetSigningKey", values: { until: "0" } }] },
    error: null,
    begunBy: "system",
    begunAt: 1,
    changedAt: 1,
    finishedAt: null,
  };
  return {
    begin: async () => turnover,
    beginOnce: async () => {},
    get: async () => turnover,
    list: async () => [turnover],
    sign: async () => turnover,
    view: () => ({ kid: "k" }),
  };
}

/** API keys in memory, behind the real `ApiKeys`. */
function memoryKeyStore(): ApiKeyStore {
  const keys = new Map<string, { key: ApiKey; digest: string }>();
  const toText = (digest: Uint8Array) => Buffer.from(digest).toString("hex");
  const change = (id: string, part: Partial<ApiKey>) => {
    const found = keys.get(id);
    if (found) keys.set(id, { ...found, key: { ...found.key, ...part } });
  };
  return {
    transaction: (work) => work({} as Transaction),
    async insert(_, key, digest) {
      keys.set(key.id, { key, digest: toText(digest) });
    },
    async byDigest(digest) {
      return [...keys.values()].find((each) => each.digest === toText(digest))?.key ?? null;
    },
    async byId(id) {
      return keys.get(id)?.key ?? null;
    },
    async list(authorities) {
      return [...keys.values()]
        .map(({ key }) => key)
        .filter(({ authority }) => authorities.includes(authority));
    },
    async revoke(_, id, at) {
      if (keys.get(id)?.key.revokedAt !== null) return false;
      change(id, { revokedAt: at });
      return true;
    },
    async touch(id, at) {
      change(id, { lastUsedAt: at });
    },
  };
}

type FakeIssuing = Pick<
  Services,
  "issuing" | "requestDigests" | "revisions" | "copies" | "documents" | "issuances"
> & {
  readonly calls: unknown[];
};

function fakeIssuing(): FakeIssuing {
  const documents = new Map<string, IssuedDocument>();
  const calls: unknown[] = [];
  const add = (authority: AuthorityId, type: string): IssuedDocument => {
    const document: IssuedDocument = {
      id: newDocumentId(Date.now()),
      authority: find(({ id }) => id === authority).slug,
      type,
      state: "pending",
      revision: 0,
      copies: 1,
      issuedAt: 1_800_000_000,
      expiresAt: null,
      expired: false,
      replaces: null,
      replacedBy: null,
      status: { value: "valid", effective: true },
    };
    documents.set(document.id, document);
    return document;
  };
  const get = async (id: DocumentId) => {
    const found = documents.get(id);
    if (!found) throw new NotFound("document.unknown", "There is no such document.");
    return found;
  };
  const revise = async (id: DocumentId) => ({
    document: add(authorityId((await get(id)).authority), (await get(id)).type),
    replay: false,
  });
  return {
    calls,
    issuing: {
      async issue(request, options) {
        calls.push({ request, options });
        if ("wrong" in request.claims)
          throw new InvalidInput("claims.invalid", "The claims do not fit the type.", [
            { pointer: "/wrong", code: "claim.unknown", message: "is not known", rule: words },
          ]);
        return { document: add(request.authority, request.type), replay: false };
      },
    },
    requestDigests: new RequestDigests(fixedSecret(Buffer.alloc(32, 1))),
    revisions: {
      renew: revise,
      correct: revise,
      replace: revise,
      issueAfter: (_, after) => revise(after),
    },
    copies: { add: async (_, keys) => keys.map((_key, index) => index + 1) },
    documents: {
      get,
      list: async () => ({ documents: [...documents.values()], next: null }),
      some: (ids) => Promise.all(ids.map(get)),
      sdJwt: async () => "eyJ.eyJ.sig~disclosure~",
    },
    issuances: {
      ofKey: async () => ({ documents: [...documents.keys()] as DocumentId[], next: null }),
    },
  };
}

function fakeImports(): Services["imports"] {
  const found = new Map<string, Awaited<ReturnType<Services["imports"]["get"]>>>();
  const get = async (id: string) => {
    const one = found.get(id);
    if (!one) throw new NotFound("import.unknown", "There is no such import.");
    return one;
  };
  return {
    async receive(request, chunks) {
      let fileBytes = 0;
      for await (const chunk of chunks) fileBytes += chunk.length;
      const id = randomUUID();
      found.set(id, {
        id,
        state: "running",
        rows: { total: 2, done: 0, issued: 0, existing: 0, valid: 0, rejected: 0, cellsCleaned: 0 },
        ratePerSecond: 0,
        secondsLeft: null,
        error: null,
        authority: request.authority,
        type: request.type,
        format: request.format,
        fileName: request.fileName,
        fileBytes,
        fileSha256: null,
        dryRun: request.dryRun ?? false,
        requestedBy: request.requestedBy,
        createdAt: 1,
        startedAt: null,
        finishedAt: null,
      });
      const reading = {
        encoding: "utf-8" as const,
        delimiter: ",",
        sheet: null,
        otherSheets: [],
        firstRows: [{ line: 2, claims: { name: "王伟" } }],
      };
      return { ...(await get(id)), reading };
    },
    get,
    list: async () => [...found.values()],
    pause: get,
    resume: get,
    cancel: get,
    async *watch(id) {
      const { state, rows, ratePerSecond, secondsLeft, error } = await get(id);
      yield { id, state, rows, ratePerSecond, secondsLeft, error };
      yield { id, state: "done", rows, ratePerSecond, secondsLeft, error };
    },
    async *result() {
      yield "line,outcome\r\n";
      yield "2,issued\r\n";
    },
    rejections: async () => [
      { line: 3, document: null, violations: [{ field: "name", code: "x", message: "y" }] },
    ],
  };
}

const asOf = { blockNumber: 7, time: 1_800_000_000 };

const fakeStatuses = (): Services["statuses"] => ({
  ownerOf: async () => find(({ slug }) => slug === "nanshan-housing").id,
  act: async ({ documents }) =>
    documents.map((document) => ({ document, outcome: "requested", act: randomUUID() })),
  history: async () => [],
  async token(slug, number) {
    find((each) => each.slug === slug);
    if (number > 0) throw new NotFound("status_list.unknown", "There is no such status list.");
    return {
      jwt: "e.y.j",
      etag: '"abc"',
      ttlSeconds: 300,
      issuedAt: 1,
      expiresAt: 2,
      asOf,
    };
  },
  ofPlace: async () => ({ status: "valid", since: null, by: null, replaced: false, asOf }),
  aggregation: async () => ({ status_lists: [`${publicUrl}/v1/status-lists/nanshan/0`] }),
});

const signature = (bytes: number) =>
  formatNoteSignature({
    name: "sello.test/log",
    keyId: bytes,
    signature: new Uint8Array(bytes),
  });

/** With signatures as long as those of the log key and of a witness's two keys; nobody verifies them. */
const checkpointNote = `sello.test/log\n1\nAAAA\n\n${[64, 72, 2428].map(signature).join("")}`;

const fakeLog = {
  origin: "log.example/open",
  checkpoint: async () => checkpointNote,
  checkpointOf: async (size) => (size === 1 ? "note" : null),
  entries: async () => [
    {
      index: 0,
      authority: authorityId("nanshan"),
      documentType: hash("01") as never,
      batchRoot: hash("02"),
      count: 3,
      anchoredAt: 1_800_000_000,
      logRoot: hash("03"),
      blockNumber: 9n,
      transactionHash: hash("04"),
    },
  ],
  inclusionProof: async () => [new Uint8Array(32)],
  consistencyProof: async () => [new Uint8Array(32)],
} as Partial<LogReader> as LogReader;

const fakeProofs = (documents: Pick<Services["documents"], "get">): Services["proofs"] => ({
  proofForDocument: async (document, _copyNumber, cosignatures, owner) => {
    const { authority } = await documents.get(document);
    if (owner !== undefined && authorityId(authority) !== owner)
      throw new NotFound("document.unknown", "There is no such document.");
    const asked = { state: "pending", cosignatures: cosignatures ?? "by default" };
    throw new NotFound("proof.pending", "There is no proof yet.", asked);
  },
  pendingState: async () => ({ state: "pending" }),
});

const words = { zh: "x", es: "x", en: "x" };

/** Services that answer from memory; `parts` replace some. */
export function fakeServices(parts: Partial<Services> = {}) {
  const lines: AuditEvent[] = [];
  const audit = {
    async record(event: AuditEvent) {
      lines.push(event);
    },
  };
  const { calls, ...issuing } = fakeIssuing();
  const services: Services = {
    publicUrl,
    clock: systemClock,
    logger: silentLogger,
    readings: { count: async () => {} },
    search: { find: async () => ({ documents: [], more: false }) },
    exports: {
      async begin() {
        return (async function* () {
          yield `{"id":"1"}\n`;
        })();
      },
    },
    erasures: { erase: async (id) => [id] },
    apiKeys: new ApiKeys({ store: memoryKeyStore(), audit, clock: systemClock }),
    audit,
    readiness: {
      check: async () => ({
        ready: true,
        parts: Object.fromEntries(
          readinessParts.map((name) => [
            name,
            { state: "green", problem: null, measured: { ageMs: 1 } },
          ]),
        ) as never,
      }),
    },
    registry: {
      bySlug: async (slug) => find((each) => each.slug === slug),
      byId: async (id) => find((each) => each.id === id),
      lineage: async (id) =>
        lineage(
          forest,
          find((each) => each.id === id),
        ),
      all: async () => tree,
      issuingObstacle: async () => null,
    },
    registryChanges: {
      prepare: async () => ({
        domain: {
          name: "n",
          version: "1",
          chainId: 1,
          verifyingContract: "0x00000000000000000000000000000000000000bb",
        },
        types: {},
        primaryType: "Register" as never,
        message: { nonce: "0" },
      }),
      submit: async () => ({ id: "1", transactionHash: hash("05") }),
      state: async (id) => ({
        id,
        state: "effective",
        transactionHash: hash("05"),
        blockNumber: 3n,
        error: null,
      }),
    },
    turnovers: fakeTurnovers(),
    auditChain: {
      head: async () => ({ position: 7n, hash: Buffer.alloc(32, 7) }),
      at: async (position) => (position > 7n ? null : { position, hash: Buffer.alloc(32, 7) }),
    },
    documentTypes: new FileDocumentTypes({ publicUrl }),
    signer: {
      published: async () => [{ kid: "kid", jwk: { kty: "EC", crv: "P-256", x: "x", y: "y" } }],
    },
    trustLists: {
      ...fakeTrustLists(() => trustListNote),
      byVersion: async (version) => {
        if (version > 1) throw new NotFound("trust_list.unknown", "There is no such trust list.");
        return "note";
      },
    },
    ...issuing,
    imports: fakeImports(),
    statuses: fakeStatuses(),
    logs: new Logs(fakeLog),
    proofs: fakeProofs(issuing.documents),
    verification: {
      verify: async () => ({
        outcome: "invalid",
        text: words,
        checks: [
          { id: "well-formed", outcome: "failed", code: "well-formed.malformed", text: words },
        ],
        allowedUnknown: [],
        asOf: { verifiedAt: 1_800_000_000 },
        summary: words,
        proof: "none",
        statusChange: { status: "revoked", replaced: false, since: 1, by: null, asOf },
        file: null,
      }),
    },
    figures: { current: async () => ({ documents: 12_345, logSize: 67 }) },
    ...parts,
  };
  const keyFor = async (slug: string, actions: readonly ApiAction[] = apiActions) => {
    const { secret } = await services.apiKeys.create(
      {
        authority: authorityId(slug),
        label: "test",
        actions,
        expiresAt: Math.floor(Date.now() / 1000) + 3_600,
      },
      null,
    );
    return secret;
  };
  return { services, lines, calls, keyFor };
}
