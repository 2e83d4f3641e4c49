import {
  type JsonObject,
  type ListedAuthority,
  type LocalizedText,
  parseStatusListToken,
  parseTrustList,
  type DocumentType as SdkType,
  type TrustList,
  type TrustListContent,
  toAuthorityId,
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
  MerkleTree,
  type NoteSigner,
  signatureTypes,
  signNote,
} from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { makeTrialKey, makeTrialSigner, type TrialKey } from "./trialKeys.ts";

const daySeconds = 86_400;
const statusPlaces = 131_072;
/** Token Status List §7.1. */
const statusValues = { valid: 0, revoked: 1, suspended: 2 } as const;

export type TrialStatus = keyof typeof statusValues;

/** A test document with its seal. */
export type TrialDocument = { readonly document: string; readonly proof: string };

/** What differs from a document as it is to be. */
export type TrialIssue = {
  /** It ended an hour ago. */
  readonly hasExpired?: boolean;
  /** Signed with a key that no list has. */
  readonly isForged?: boolean;
};

type TrialKeys = {
  readonly city: TrialKey;
  readonly office: TrialKey;
  readonly stranger: TrialKey;
  readonly log: NoteSigner;
  readonly witness: NoteSigner;
  readonly signer: NoteSigner;
};

/**
 * A city for one document type that is made in this page and ends with it: keys, a log, a trust list and a status list, in the
 * formats of the real one. So the sdk's verdicts on its documents are those that production gives. Nothing of it is sent, and
 * no verifier of the real city takes anything of it: its keys are in no list but its own.
 */
export class TrialCity {
  readonly #type: SdkType;
  readonly #origin: string;
  readonly #name: LocalizedText;
  readonly #keys: TrialKeys;
  readonly #now: number;
  readonly #holder: TrialKey;

  private constructor(
    type: SdkType,
    name: LocalizedText,
    keys: TrialKeys,
    holder: TrialKey,
    now: number,
  ) {
    this.#type = type;
    this.#origin = new URL(type.vct).origin;
    this.#name = name;
    this.#keys = keys;
    this.#holder = holder;
    this.#now = now;
  }

  /**
   * @param name of who issues, marked as a test
   * @param now unix seconds: when all of it happens
   */
  static async open(type: DocumentType, name: LocalizedText, now: number): Promise<TrialCity> {
    const [city, office, stranger, holder] = await Promise.all([
      makeTrialKey(),
      makeTrialKey(),
      makeTrialKey(),
      makeTrialKey(),
    ]);
    const [log, witness, signer] = await Promise.all([
      makeTrialSigner("test.invalid/log", signatureTypes.ed25519),
      makeTrialSigner("witness.test.invalid", signatureTypes.cosignatureV1),
      makeTrialSigner("office.test.invalid", signatureTypes.ed25519),
    ]);
    const keys = { city, office, stranger, log, witness, signer };
    return new TrialCity(toSdkType(type), name, keys, holder, now);
  }

  get now(): number {
    return this.#now;
  }

  /** Of the test wallet. */
  get holder(): TrialKey {
    return this.#holder;
  }

  /** Issues and seals one document. */
  async issue(claims: JsonObject, how: TrialIssue = {}): Promise<TrialDocument> {
    const { office, stranger } = this.#keys;
    const key = how.isForged ? stranger : office;
    const issuedAt = this.#now - 2 * daySeconds;
    const built = await buildDocument({
      header: { typ: "dc+sd-jwt", kid: key.kid },
      payload: {
        iss: this.#iss,
        vct: this.#type.vct,
        iat: issuedAt,
        exp: how.hasExpired ? this.#now - 3_600 : this.#now + 30 * daySeconds,
        cnf: { jwk: this.#holder.jwk },
        status: { status_list: { idx: 0, uri: this.#statusUri } },
        ...claims,
      },
      disclosable: this.#type.disclosable.filter((name) => Object.hasOwn(claims, name)),
      salt: () => globalThis.crypto.getRandomValues(new Uint8Array(16)),
      sign: key.sign,
    });
    return { document: built.document, proof: await this.#seal(built.issuerJwt, issuedAt + 60) };
  }

  async trustList(): Promise<TrustList> {
    const { signer } = this.#keys;
    const note = formatNote(await signNote(formatTrustList(this.#content()), [signer]));
    return verifyTrustList(parseTrustList(note), {
      keys: [formatVerifierKey(signer.key)],
      quorum: 1,
    });
  }

  async statusList(status: TrialStatus) {
    const places = new Uint8Array(statusPlaces);
    places[0] = statusValues[status];
    const { kid, sign } = this.#keys.office;
    const token = await encodeStatusListToken({
      uri: this.#statusUri,
      kid,
      issuedAt: this.#now - 60,
      expiresAt: this.#now + daySeconds,
      ttl: 300,
      bits: 2,
      entries: packStatuses(places, 2),
      sign,
    });
    return parseStatusListToken(token);
  }

  get #iss(): string {
    return `${this.#origin}/authorities/test`;
  }

  get #statusUri(): string {
    return `${this.#origin}/v1/status-lists/test/1`;
  }

  /** A batch of one, in a log of one. */
  async #seal(issuerJwt: string, anchoredAt: number): Promise<string> {
    const { log, witness } = this.#keys;
    const tree = MerkleTree.fromLeaves([issuerJwt]);
    const entry = encodeLogEntry({
      authority: toAuthorityId(this.#iss),
      documentType: this.#type.id,
      batchRoot: tree.root,
      count: 1,
      anchoredAt,
    });
    const frontier = new Frontier();
    for (const _ of frontier.append(hashLeaf(entry)));
    const root = frontier.root();
    const text = formatCheckpoint({ origin: log.key.name, size: 1, root, extensions: [] });
    const note = await signNote(text, [log]);
    const cosignature = await cosignCheckpoint(text, witness, this.#now - 60);
    return formatTlogProof({
      extra: encodeBatchEvidence({ anchoredAt, count: 1, leafIndex: 0, path: [] }),
      index: 0,
      path: [],
      checkpointNote: formatNote({ ...note, signatures: [...note.signatures, cosignature] }),
    });
  }

  #content(): TrustListContent {
    const { city, office, log, witness, signer } = this.#keys;
    const named = ({ key }: NoteSigner) => ({ name: key.name, key: formatVerifierKey(key) });
    const cityIss = `${this.#origin}/authorities/test-city`;
    return {
      version: 1,
      issuedAt: this.#now - 60,
      validUntil: this.#now + daySeconds,
      publicUrl: this.#origin,
      chain: {
        id: 1,
        registry: `0x${"11".repeat(20)}`,
        log: `0x${"22".repeat(20)}`,
        statusLists: `0x${"33".repeat(20)}`,
      },
      log: { origin: log.key.name, key: formatVerifierKey(log.key) },
      witnesses: [named(witness)],
      quorum: 1,
      signers: [named(signer)],
      signerQuorum: 1,
      authorities: [
        this.#authority(cityIss, "test-city", "city", null, city),
        this.#authority(this.#iss, "test", "department", cityIss, office),
      ],
      documentTypes: [this.#type],
    };
  }

  #authority(
    iss: string,
    slug: string,
    kind: ListedAuthority["kind"],
    above: string | null,
    { kid, jwk }: TrialKey,
  ): ListedAuthority {
    const always = { from: this.#now - 365 * daySeconds, until: null };
    return {
      id: toAuthorityId(iss),
      iss,
      slug: slug as ListedAuthority["slug"],
      name: this.#name,
      kind,
      parent: above === null ? null : toAuthorityId(above),
      states: [{ state: "active", ...always }],
      keys: [{ kid, jwk, ...always }],
      accreditations: [{ documentType: this.#type.id, delegate: above === null, ...always }],
    };
  }
}

const toSdkType = ({ id, vct, title, schema, disclosable, claims }: DocumentType): SdkType => ({
  id,
  vct,
  name: title,
  schema: schema as SdkType["schema"],
  disclosable,
  claims: Object.entries(claims).map(([name, details]) => ({
    path: [name],
    display: details.title,
  })),
});
