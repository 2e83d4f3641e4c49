import { randomUUID } from "node:crypto";
import {
  type ApiAction,
  apiActions,
  type ResidentLevel,
  readinessParts,
  type Standing,
} from "@sello/api";
import type { AuthorityKind } from "@sello/sdk";
import { type AuthorityId, type DocumentId, toAuthorityId } from "@sello/sdk";
import { formatNoteSignature } from "@sello/sdk/log";
import { lineage } from "@sello/sdk/trust";
import { ApiKeys } from "../../../services/accounts/ApiKeys.ts";
import type { Invitation } from "../../../services/accounts/invitations/Invitation.ts";
import type { OwnPasskey } from "../../../services/accounts/passkeys/OwnPasskeys.ts";
import { ResidentSessions } from "../../../services/accounts/residents/sessions/ResidentSessions.ts";
import { AccountSignatures } from "../../../services/accounts/sessions/AccountSignatures.ts";
import { Sessions } from "../../../services/accounts/sessions/Sessions.ts";
import { SignIns } from "../../../services/accounts/sessions/SignIns.ts";
import type { Standings } from "../../../services/accounts/sessions/Standings.ts";
import type { LogReader } from "../../../services/anchoring/LogReader.ts";
import { Logs } from "../../../services/anchoring/Logs.ts";
import type { AuditEvent } from "../../../services/audit/AuditLog.ts";
import type { Services } from "../../../services/compose/Services.ts";
import {
  csrfHeader,
  residentCookieName,
  sessionCookieName,
} from "../../../services/http/sessionFields.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import type { IssuedDocument } from "../../../services/issuing/IssuedDocument.ts";
import { newDocumentId } from "../../../services/issuing/newDocumentId.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";
import { InvalidInput, NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { toClearSigning } from "../../../services/registry/changes/toClearSigning.ts";
import type { Authority } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import type { Turnover } from "../../../services/turnover/Turnover.ts";
import { fakeTrustLists } from "../../support/fakeTrustLists.ts";
import { World } from "../../support/world.ts";
import { fakeApplications } from "./fakeApplications.ts";
import { fakeBulkActs } from "./fakeBulkActs.ts";
import { fakeResidents } from "./fakeResidents.ts";
import { fakeShares } from "./fakeShares.ts";
import { fakeTypeDrafts } from "./fakeTypeDrafts.ts";
import { memoryKeyStore } from "./memoryKeys.ts";
import { memoryResidentSessions } from "./memoryResidents.ts";
import { memoryNonces, memorySessionStore } from "./memorySessions.ts";

const trustListNote = new World().trustListNote();

const publicUrl = "https://sello.test";

function account(byte: string): `0x${string}` {
  return `0x${byte.padStart(40, "0")}`;
}

export const hash = (byte: string): `0x${string}` => `0x${byte.repeat(32)}`;

/** At every authority: one with all roles, and one with each alone. */
export const officerOf = {
  all: account("aa"),
  administer: account("01"),
  issue: account("02"),
  revoke: account("04"),
  /** No role anywhere: one of the people of an account of many. */
  signer: account("51"),
  /** No role anywhere. */
  auditor: account("a0"),
};
const officers = [
  [officerOf.all, 15],
  [officerOf.administer, 1],
  [officerOf.issue, 2],
  [officerOf.revoke, 4],
] as const;

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
    officers: officers.map(([address, roles]) => ({ address, roles, from: 0, until: null })),
    faults: [],
  };
};

const tree = [
  authorityOf("shenzhen", "city", null),
  authorityOf("nanshan", "district", "shenzhen"),
  authorityOf("nanshan-housing", "department", "nanshan"),
  authorityOf("futian", "district", "shenzhen"),
];

const fakeTypes = new FileDocumentTypes({ publicUrl });
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

const ownPasskey: OwnPasskey = {
  ...{ credential: Buffer.alloc(16), publicKey: `0x${"ab".repeat(64)}`, request: "", name: null },
  ...{ addedAt: 1, isRemoved: false, change: null, state: "active" },
};

/** One invitation of a district, that nobody has used. */
function fakeInvitations(): Pick<Services, "invitations" | "passkeys" | "ownPasskeys"> {
  const invitation: Invitation = {
    ...{ id: randomUUID(), authority: authorityId("nanshan"), name: "Ana", roles: ["issue"] },
    ...{ createdAt: 1, endsAt: 2, usedAt: null, revokedAt: null },
    replaces: officerOf.issue,
    account: { address: officerOf.all, state: "made", request: "", signers: [], threshold: 1 },
  };
  const secret = "A".repeat(43);
  const open = async (given: string) => {
    if (given === secret) return invitation;
    throw new NotFound("invitation.unknown", "There is no such invitation.");
  };
  const terms = { relyingParty: { id: "sello.test", name: "Sello" }, chainId: 1 };
  return {
    invitations: {
      create: async () => ({ invitation, secret }),
      list: async () => [invitation],
      get: async () => invitation,
      revoke: async () => {},
      open,
      accept: open,
      stateOf: () => "open",
    },
    passkeys: {
      terms,
      find: async () => ({ account: officerOf.all, signer: `0x${"ab".repeat(84)}` }),
    },
    ownPasskeys: {
      list: async () => [ownPasskey],
      creation: async () => ({
        ...{ relyingParty: terms.relyingParty, challenge: "A".repeat(43), user: "A".repeat(22) },
      }),
      draft: async () => ({
        ...{ nonce: 0n, deadline: 2 },
        request: {
          domain: { name: "", version: "", chainId: 1, verifyingContract: officerOf.all },
          ...{ types: {}, primaryType: "ChangeSigners", message: {} },
        },
      }),
      submit: async () => [ownPasskey],
    },
  };
}

const fakeHook = {
  id: randomUUID(),
  authority: authorityId("nanshan-housing"),
  label: "ledger",
  url: "https://hooks.test/",
  events: ["document.issued"],
  state: "on",
  offReason: null,
  createdAt: 1,
  deliveredAt: null,
  waiting: 0,
} as const;

const fakeDelivery = {
  id: randomUUID(),
  event: "test",
  payload: {},
  createdAt: 1,
  state: "waiting",
  attempts: 0,
  triedAt: null,
  nextAt: 1,
  status: null,
  error: null,
} as const;

const fakeHooks = (): Services["hooks"] => ({
  create: async () => ({ hook: fakeHook, secret: "whsec_x" }),
  list: async () => [fakeHook],
  switch: async () => fakeHook,
  end: async () => {},
  test: async () => fakeDelivery,
  deliveries: async () => [fakeDelivery],
  replay: async () => fakeDelivery,
});

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
      of: async () => ({ documents: [...documents.keys()] as DocumentId[], next: null }),
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
        heldUntil: null,
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
    preview: async () => ({
      encoding: "utf-8",
      delimiter: ",",
      sheet: null,
      otherSheets: [],
      columns: [{ name: "name", column: "A", claim: "name", state: "taken", nearest: null }],
      missing: [],
      mapping: {},
      isRemembered: false,
      rows: [{ line: 2, cells: ["王伟"], claims: { name: "王伟" }, violations: [] }],
    }),
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

const fakeMending: Services["mending"] = {
  rows: async () => ({ columns: [], rows: [], next: null }),
  correct: async () => {},
  issue: async () => {},
  discard: async () => {},
  failures: async () => ({
    format: "csv",
    lines: (async function* () {
      yield "name\r\n";
    })(),
  }),
};

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

const fakeChain = {
  chainId: 1,
  contracts: {
    AuthorityRegistry: account("bb"),
    DocumentLog: account("cc"),
    StatusLists: account("dd"),
  },
};

const noShared: Services["shared"] = { of: async () => [] };

/** At every authority. */
const standingsOf: Readonly<Record<string, readonly Standing[]>> = {
  [officerOf.signer]: ["signer"],
  [officerOf.auditor]: ["auditor"],
};

const fakeStandings: Services["standings"] & Pick<Standings, "at"> = {
  of: async (who) => new Map(tree.map(({ id }) => [id, standingsOf[who] ?? []] as const)),
  at: async (who, _authority, asked) =>
    (standingsOf[who] ?? []).filter((each) => asked.includes(each)),
};

const fakeAuditor = {
  id: randomUUID(),
  authority: authorityId("nanshan"),
  account: officerOf.auditor,
  name: "Eva",
  appointedBy: `officer:${officerOf.administer}`,
  appointedAt: 1,
  endedAt: null,
};

const fakeAuditors: Services["auditors"] = {
  appoint: async () => fakeAuditor,
  list: async () => [fakeAuditor],
  get: async () => fakeAuditor,
  end: async () => {},
};

const noAct = async () => {
  throw new NotFound("governing_act.unknown", "There is no such act.");
};

const fakeGoverningActs: Services["governingActs"] = {
  list: async () => [],
  ...{ get: noAct, propose: noAct, sign: noAct, decline: noAct, send: noAct, end: noAct },
};

const registered = {
  contract: "AuthorityRegistry",
  name: "AuthorityStateChanged",
  args: { authority: authorityId("nanshan"), administrator: officerOf.administer, state: "2" },
  deployment: 1,
  blockNumber: 9n,
  logIndex: 0,
  blockTime: 1_800_000_000n,
  transactionHash: hash("04"),
} as const;

const words = { zh: "x", es: "x", en: "x" };

const ownRegistry: Services["registry"] = {
  bySlug: async (slug) => find((each) => each.slug === slug),
  byId: async (id) => find((each) => each.id === id),
  lineage: async (id) =>
    lineage(
      forest,
      find((each) => each.id === id),
    ),
  all: async () => tree,
  issuingObstacle: async () => null,
};

/** Services that answer from memory; `parts` replace some. */
export function fakeServices(parts: Partial<Services> = {}) {
  const lines: AuditEvent[] = [];
  const audit = {
    async record(event: AuditEvent) {
      lines.push(event);
    },
  };
  const { calls, ...issuing } = fakeIssuing();
  const registry = parts.registry ?? ownRegistry;
  const residents = new ResidentSessions({
    store: memoryResidentSessions(),
    audit,
    clock: systemClock,
  });
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
    sessions: new Sessions({
      ...{ store: memorySessionStore(), registry, audit, clock: systemClock },
      standings: fakeStandings,
    }),
    ...fakeResidents(publicUrl),
    residents,
    signIns: new SignIns({
      nonces: memoryNonces(),
      signatures: new AccountSignatures({
        isDeployed: async () => false,
        isSigned: async () => false,
      }),
      registry: { ...registry, catchUp: async () => {} },
      standings: fakeStandings,
      clock: systemClock,
      publicUrl,
      chainId: 1,
    }),
    shared: noShared,
    standings: fakeStandings,
    identityOffices: { may: async () => false },
    auditors: fakeAuditors,
    governingActs: fakeGoverningActs,
    keyRequests: { make: async () => ({ kid: "k", operations: [] }) },
    registryEvents: { ofAuthority: async () => [registered] },
    home: { view: async () => ({ tasks: [], since: null }) },
    demo: false,
    demoWallet: null,
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
    registry,
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
      get: async (id) => ({
        id,
        state: "effective",
        transactionHash: hash("05"),
        blockNumber: 3n,
        error: null,
        raw: "0x",
        sentAt: 1,
        endedAt: 2,
      }),
      many: async () => new Map(),
      recent: async () => [],
      findRefusal: async () => null,
      clearSigning: (url) => toClearSigning(fakeChain, url),
    },
    senders: () => ({ anchor: officerOf.all, status: officerOf.all }),
    turnovers: fakeTurnovers(),
    ...fakeInvitations(),
    ...fakeBulkActs(authorityId),
    auditChain: {
      head: async () => ({ position: 7n, hash: Buffer.alloc(32, 7) }),
      at: async (position) => (position > 7n ? null : { position, hash: Buffer.alloc(32, 7) }),
    },
    findAuditHead: async () => null,
    hooks: fakeHooks(),
    ...fakeShares(),
    ...fakeApplications(authorityId("nanshan-housing")),
    auditLines: {
      page: async () => [
        {
          id: "9",
          position: 7,
          at: "2026-11-30T08:00:00.000001Z",
          actor: "system",
          action: "api_key.create",
          subject: "api-key:x",
          authority: null,
          data: {},
        },
      ],
      export: async () =>
        (async function* () {
          yield "{}\n";
        })(),
    },
    auditScope: async ({ authority }) => ({ authorities: [authority], isWhole: false }),
    documentTypes: fakeTypes,
    typeDrafts: fakeTypeDrafts(fakeTypes, authorityId("nanshan-housing")),
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
    mending: fakeMending,
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
  /** The header fields of an officer who is signed in. */
  const sessionFor = async (account: `0x${string}`) => {
    const { session, token } = await services.sessions.start(account, "test");
    const cookie = `${sessionCookieName(publicUrl)}=${token}`;
    return { cookie, [csrfHeader]: session.csrfToken };
  };
  const endSessions = async (account: `0x${string}`) => {
    const { session } = await services.sessions.start(account, "test");
    await services.sessions.endAll(session);
  };
  /** The header fields of a resident who is signed in. */
  const residentFor = async (level: ResidentLevel, account: string = randomUUID()) => {
    const asked = { account, level, passkey: null, browser: "test" };
    const { session, token } = await residents.start({} as Transaction, asked);
    const cookie = `${residentCookieName(publicUrl)}=${token}`;
    return { session, fields: { cookie, [csrfHeader]: session.csrfToken } };
  };
  return { services, lines, calls, keyFor, sessionFor, residentFor, endSessions };
}
