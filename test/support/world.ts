import {
  type DocumentType,
  formatSelloFile,
  type JsonObject,
  type ListedAuthority,
  type LocalizedText,
  parseStatusListToken,
  parseTrustList,
  type StatusList,
  type TrustList,
  type TrustListContent,
  toAuthorityId,
  toDocumentTypeId,
  verifyTrustList,
} from "@sello/sdk";
import { buildDocument, encodeStatusListToken, packStatuses } from "@sello/sdk/issue";
import {
  cosignCheckpoint,
  encodeBatchEvidence,
  encodeLogEntry,
  Frontier,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  hashLeaf,
  inclusionProof,
  MerkleTree,
  type NoteSigner,
  signatureTypes,
  signNote,
} from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import { makeEcKey, makeNoteSigner, makeSeededBytes, type TestEcKey } from "./keys.ts";

// A whole small city for tests: authorities and keys, a log with witnesses, a trust list and a
// status list, all of it genuine. Everything but the ECDSA keys and signatures is the same in every
// run. Tests take a part of it away, or replace it, and look at what the verifier says.

/** When the world's story is set, unix seconds. */
export const worldTimes = {
  /** Authorities and rights begin. */
  begin: 1_780_000_000,
  issued: 1_799_992_800,
  anchored: 1_799_996_400,
  /** Trust list, status list and cosignatures. */
  published: 1_799_999_000,
  now: 1_800_000_000,
  validUntil: 1_802_000_000,
} as const;

export const publicUrl = "https://sello.example";
const logOrigin = "sello.example/log";

const named = (en: string): LocalizedText => ({ zh: `${en}（中）`, es: `${en} (es)`, en });
const always = { from: worldTimes.begin, until: null };

/** Ten claims of a made-up person. */
export const residentClaims = {
  full_name: "王小明",
  id_number: "440304199001011234",
  district: "Futian",
  address: "1 Fuhua Road, Futian",
  nationality: "CN",
  sex: "M",
  age_over_14: true,
  age_over_18: true,
  age_over_60: false,
  photo_sha256: "5f".repeat(32),
} as const;

const residentType: DocumentType = {
  id: toDocumentTypeId(`${publicUrl}/types/resident-id/1`),
  vct: `${publicUrl}/types/resident-id/1`,
  name: named("Resident identity card"),
  schema: {
    type: "object",
    properties: {
      ...Object.fromEntries(Object.keys(residentClaims).map((name) => [name, { type: "string" }])),
      age_over_14: { type: "boolean" },
      age_over_18: { type: "boolean" },
      age_over_60: { type: "boolean" },
      sex: { enum: ["M", "F"] },
    },
    required: Object.keys(residentClaims),
    additionalProperties: false,
  },
  disclosable: Object.keys(residentClaims),
  claims: [{ path: ["full_name"], display: named("Name") }],
};

const sealedFileType: DocumentType = {
  id: toDocumentTypeId(`${publicUrl}/types/sealed-file/1`),
  vct: `${publicUrl}/types/sealed-file/1`,
  name: named("Sealed file"),
  schema: {
    type: "object",
    properties: {
      sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
      name: { type: "string" },
      mediaType: { type: "string" },
      size: { type: "integer", minimum: 0 },
    },
    required: ["sha256", "name", "mediaType", "size"],
    additionalProperties: false,
  },
  disclosable: [],
  claims: [{ path: ["name"], display: named("File name") }],
};

export const worldTypes = { resident: residentType, sealedFile: sealedFileType } as const;

/** The line of authorities, from the city down to the department that issues. */
export const slugs = ["shenzhen", "futian", "futian-police"] as const;
export type Slug = (typeof slugs)[number];

export interface WorldOptions {
  /** Default 8. */
  readonly witnessCount?: number;
  /** Default: all of them. */
  readonly quorum?: number;
  /** How many of the witnesses have an ML-DSA-44 key as well. Default 0. */
  readonly postQuantumCount?: number;
}

/** What is asked of the issuing department; everything has a default. */
export interface IssueRequest {
  readonly claims?: JsonObject;
  readonly type?: DocumentType;
  readonly issuer?: Slug;
  readonly statusIndex?: number;
  /** Added to the payload, over what is there; `undefined` takes a member away. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly header?: JsonObject;
  /** Signs with this key instead of the issuer's own. */
  readonly key?: TestEcKey;
}

export interface IssuedDocument {
  readonly document: string;
  readonly issuerJwt: string;
  readonly type: DocumentType;
  readonly issuer: Slug;
}

export interface AnchoredDocument extends IssuedDocument {
  /** tlog-proof text. */
  readonly proof: string;
  /** The `.sello` file, all claims shown. */
  readonly file: string;
}

export class World {
  readonly keys: Readonly<Record<Slug, TestEcKey>>;
  readonly holder: TestEcKey = makeEcKey();
  readonly log: NoteSigner = makeNoteSigner(logOrigin, signatureTypes.ed25519);
  readonly signers: readonly NoteSigner[];
  readonly witnesses: readonly NoteSigner[];
  /** Of the first witnesses, under their names. */
  readonly postQuantumWitnesses: readonly NoteSigner[];
  readonly quorum: number;
  readonly statuses = new Uint8Array(131_072);
  readonly statusUri = `${publicUrl}/v1/status-lists/futian-police/1`;
  readonly #salts = makeSeededBytes(7);

  constructor(options: WorldOptions = {}) {
    const { witnessCount = 8, quorum = witnessCount, postQuantumCount = 0 } = options;
    this.keys = { shenzhen: makeEcKey(), futian: makeEcKey(), "futian-police": makeEcKey() };
    this.signers = ["a", "b", "c"].map((name) => makeNoteSigner(`signer-${name}.example`, 1));
    this.witnesses = Array.from({ length: witnessCount }, (_, i) =>
      makeNoteSigner(`district-${i + 1}.sello.example`, signatureTypes.cosignatureV1),
    );
    this.postQuantumWitnesses = this.witnesses
      .slice(0, postQuantumCount)
      .map(({ key }) => makeNoteSigner(key.name, signatureTypes.cosignatureMlDsa44));
    this.quorum = quorum;
  }

  async issue(request: IssueRequest = {}): Promise<IssuedDocument> {
    const { type = residentType, issuer = "futian-police", key = this.keys[issuer] } = request;
    const payload = {
      iss: issOf(issuer),
      vct: type.vct,
      iat: worldTimes.issued,
      exp: worldTimes.validUntil,
      cnf: { jwk: this.holder.jwk },
      status: { status_list: { idx: request.statusIndex ?? 4711, uri: this.statusUri } },
      ...(request.claims ?? residentClaims),
      ...request.payload,
    };
    const built = await buildDocument({
      header: { typ: "dc+sd-jwt", kid: key.kid, ...request.header },
      payload,
      disclosable: type.disclosable,
      salt: () => this.#salts(16),
      sign: key.sign,
    });
    return { ...built, type, issuer };
  }

  /** Anchors one batch of one authority and type, in a log with other entries before and after. */
  async anchor(
    documents: readonly IssuedDocument[],
    anchoredAt: number = worldTimes.anchored,
  ): Promise<AnchoredDocument[]> {
    const [first] = documents;
    if (first === undefined) throw new RangeError("a batch has at least one document");
    const tree = MerkleTree.fromLeaves(documents.map(({ issuerJwt }) => issuerJwt));
    const entry = encodeLogEntry({
      authority: toAuthorityId(issOf(first.issuer)),
      documentType: first.type.id,
      batchRoot: tree.root,
      count: tree.count,
      anchoredAt,
    });
    const { index, path, note } = await this.#append(entry);
    return documents.map((document, leafIndex) => {
      const batch = {
        anchoredAt,
        count: tree.count,
        leafIndex,
        path: tree.inclusionPath(leafIndex),
      };
      const extra = encodeBatchEvidence(batch);
      const proof = formatTlogProof({ extra, index, path, checkpointNote: note });
      return { ...document, proof, file: formatSelloFile({ document: document.document, proof }) };
    });
  }

  /** One document, issued and anchored in a batch of five. */
  async make(request: IssueRequest = {}): Promise<AnchoredDocument> {
    const others = await Promise.all([0, 1, 2, 3].map(() => this.issue(request)));
    const anchored = await this.anchor([...others, await this.issue(request)]);
    return anchored[4] as AnchoredDocument;
  }

  /** A signed checkpoint with every witness's cosignatures. */
  async checkpointNote(size: number, root: Uint8Array, at: number = worldTimes.published) {
    const text = formatCheckpoint({ origin: logOrigin, size, root, extensions: [] });
    const note = await signNote(text, [this.log]);
    const cosignatures = await Promise.all(
      [...this.witnesses, ...this.postQuantumWitnesses].map((witness) =>
        cosignCheckpoint(text, witness, at),
      ),
    );
    return formatNote({ ...note, signatures: [...note.signatures, ...cosignatures] });
  }

  trustListContent(): TrustListContent {
    const keyOf = ({ key }: NoteSigner) => ({ name: key.name, key: formatVerifierKey(key) });
    return {
      version: 1,
      issuedAt: worldTimes.published,
      validUntil: worldTimes.validUntil,
      publicUrl,
      chain: {
        id: 31337,
        registry: `0x${"11".repeat(20)}`,
        log: `0x${"22".repeat(20)}`,
        statusLists: `0x${"33".repeat(20)}`,
      },
      log: { origin: logOrigin, key: formatVerifierKey(this.log.key) },
      witnesses: this.witnesses.map((witness, i) => {
        const second = this.postQuantumWitnesses[i];
        const postQuantumKey = second && formatVerifierKey(second.key);
        return { ...keyOf(witness), ...(postQuantumKey ? { postQuantumKey } : {}) };
      }),
      quorum: this.quorum,
      signers: this.signers.map(keyOf),
      signerQuorum: 2,
      authorities: slugs.map((slug, depth) => this.#authority(slug, depth)),
      documentTypes: [residentType, sealedFileType],
    };
  }

  /** The note of a trust list, signed by all signers. */
  async trustListNote(content: TrustListContent = this.trustListContent()): Promise<string> {
    return formatNote(await signNote(formatTrustList(content), this.signers));
  }

  /** A trust list that was verified. */
  async trustList(content?: TrustListContent): Promise<TrustList> {
    const keys = this.signers.map(({ key }) => formatVerifierKey(key));
    return verifyTrustList(parseTrustList(await this.trustListNote(content)), { keys, quorum: 2 });
  }

  statusToken(issuedAt: number = worldTimes.published, key?: TestEcKey): Promise<string> {
    const { kid, sign } = key ?? this.keys["futian-police"];
    const entries = packStatuses(this.statuses, 2);
    return encodeStatusListToken({
      uri: this.statusUri,
      kid,
      issuedAt,
      expiresAt: issuedAt + 7 * 86_400,
      ttl: 300,
      bits: 2,
      entries,
      sign,
    });
  }

  async statusList(issuedAt?: number, key?: TestEcKey): Promise<StatusList> {
    return parseStatusListToken(await this.statusToken(issuedAt, key));
  }

  #authority(slug: Slug, depth: number): ListedAuthority {
    const { kid, jwk } = this.keys[slug];
    const above = slugs[depth - 1];
    const delegate = depth < slugs.length - 1;
    return {
      id: toAuthorityId(issOf(slug)),
      iss: issOf(slug),
      slug,
      name: named(slug),
      kind: (["city", "district", "department"] as const)[depth] ?? "department",
      parent: above === undefined ? null : toAuthorityId(issOf(above)),
      states: [{ state: "active", ...always }],
      keys: [{ kid, jwk, ...always }],
      accreditations: [residentType, sealedFileType].map(({ id }) => ({
        documentType: id,
        delegate,
        ...always,
      })),
    };
  }

  // The entry is at 5 in a log of 9.
  async #append(entry: Uint8Array) {
    const frontier = new Frontier();
    const nodes = new Map<string, Uint8Array>();
    for (let i = 0; i < 9; i++) {
      const leaf = i === 5 ? entry : new Uint8Array(112).fill(i + 1);
      for (const { level, index, hash } of frontier.append(hashLeaf(leaf))) {
        nodes.set(`${level}/${index}`, hash);
      }
    }
    const read = ({ level, index }: { level: number; index: number }) =>
      nodes.get(`${level}/${index}`) as Uint8Array;
    const note = await this.checkpointNote(9, frontier.root());
    return { index: 5, path: inclusionProof(5, 9, read), note };
  }
}

export function issOf(slug: string): string {
  return `${publicUrl}/authorities/${slug}`;
}
