import {
  type AuthoritySlug,
  type DocumentId,
  findUnbounded,
  type Mandate,
  type Unbounded,
} from "@sello/sdk";
import { InvalidInput, type Violation } from "../platform/errors.ts";
import { isShallow } from "../platform/isShallow.ts";
import { limits } from "../platform/limits.ts";
import type { CleanedClaims } from "../registry/claims/cleanClaims.ts";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { DocumentSigning } from "../signing/DocumentSigner.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";
import { toStatusListUri } from "../status/statusListUri.ts";
import type { StoredHeader } from "./atRest/JwtHeaders.ts";
import { sealCopy } from "./atRest/sealCopy.ts";
import { newDocumentKey } from "./atRest/sealedContent.ts";
import type { CopyDraft, DocumentDraft, ReadRecord, RecordDigest } from "./DocumentDraft.ts";
import { draftSdJwt, type SdJwtRequest, type UnsignedSdJwt } from "./draftSdJwt.ts";
import type { HolderKey } from "./IssuedDocument.ts";
import { newDocumentId } from "./newDocumentId.ts";
import type { RecordNaming } from "./RecordDigests.ts";
import { readPerson } from "./readPerson.ts";
import type { NamedRecord } from "./recordWords.ts";
import { required } from "./required.ts";

const hourSeconds = 3_600;

/** Members of an SD-JWT VC with a meaning of their own, which no claim may take. */
const reservedNames = new Set(
  "iss sub aud nbf exp iat jti cnf vct vct#integrity status mandate _sd _sd_alg ...".split(" "),
);

/** For whom, by which key and when: the same for all rows of a segment. */
export type Sealing = {
  readonly type: DocumentType;
  readonly slug: AuthoritySlug;
  readonly iss: string;
  readonly signing: DocumentSigning;
  /** Of all JWTs that its key signs. */
  readonly header: StoredHeader;
  /** Unix milliseconds. */
  readonly nowMs: number;
};

/** A document to be made. */
export type GivenDocument = {
  /** Checked, without derived ones. */
  readonly claims: Claims;
  readonly record: RecordDigest;
  readonly place: StatusPlace;
  readonly holderKey?: HolderKey | undefined;
  /** Unix seconds; absent: as the type says. */
  readonly expiresAt?: number | null;
};

/** A copy to be made. */
export type GivenCopy = {
  /** With those derived. */
  readonly claims: Claims;
  readonly place: StatusPlace;
  readonly holderKey?: HolderKey | undefined;
  readonly expiresAt: number | null;
  /** On whose behalf it is shown; absent: the holder's own. */
  readonly mandate?: MandateClaim | undefined;
};

/** The claim `mandate` of a copy: `docs/formats.md`, *Mandates*. */
export type MandateClaim = Omit<Mandate, "purpose"> & { readonly purpose?: string };

/** Whose copies they are, and the key that seals them. */
export type CopiesOf = { readonly document: DocumentId; readonly key: Buffer };

/** What a department hands in for one document. */
export type GivenRecord = {
  readonly claims: Claims;
  /** ID number of the person whose document it is, where the claims do not say it. */
  readonly person?: string;
};

export type ReadGiven = CleanedClaims & { readonly person: string | null };

/** Turns claims that a department gave into a signed document. No I/O: one and a million go the same way. */
export class DocumentDrafter {
  readonly #types: FileDocumentTypes;
  readonly #digests: RecordNaming;
  readonly #publicUrl: string;
  readonly #hidden = new WeakMap<DocumentType, Pick<SdJwtRequest, "disclosable" | "each">>();

  constructor(options: { types: FileDocumentTypes; digests: RecordNaming; publicUrl: string }) {
    this.#types = options.types;
    this.#digests = options.digests;
    this.#publicUrl = options.publicUrl;
  }

  /** What would be issued of what was given, and what is wrong with it. Messages hold no values. */
  read({ type, nowMs }: Pick<Sealing, "type" | "nowMs">, given: GivenRecord): ReadGiven {
    const refused = refuseUnread(given.claims);
    if (refused.length > 0) return { claims: {}, person: null, violations: refused, changed: [] };
    const read = this.#types.read(type, given.claims, toIssuedAt(nowMs));
    const person = readPerson(type, read.claims, given.person);
    const violations = [...read.violations, ...person.violations];
    return { ...read, violations, person: person.number };
  }

  /**
   * The record to issue. `InvalidInput` `claims.invalid` with every violation of the claims, or `person.invalid` if
   * these are right and the ID number beside them is not.
   */
  async require(sealing: Pick<Sealing, "type" | "nowMs">, given: GivenRecord): Promise<ReadRecord> {
    const { claims, person, violations } = this.read(sealing, given);
    const ofPerson = violations.filter(({ pointer }) => pointer === "/person");
    if (violations.length > ofPerson.length) {
      const ofClaims = violations.filter((each) => !ofPerson.includes(each));
      throw new InvalidInput("claims.invalid", "The claims do not fit the type.", ofClaims);
    }
    if (ofPerson.length > 0)
      throw new InvalidInput("person.invalid", "The person's ID number is not right.", ofPerson);
    const [record] = await this.digests(sealing.type, [{ claims, person }]);
    if (record === undefined) throw new Error("no digest was given");
    return { claims, record };
  }

  /** Does the work again when the secrets of digests change meanwhile. */
  retryStale<T>(work: () => Promise<T>): Promise<T> {
    return this.#digests.retryStale(work);
  }

  /** Of each record, in order. */
  digests(type: DocumentType, records: readonly NamedRecord[]): Promise<readonly RecordDigest[]> {
    return this.#digests.ofAll(type, records);
  }

  /** One new document. */
  async document(sealing: Sealing, given: GivenDocument): Promise<DocumentDraft> {
    const [draft] = await this.documents(sealing, [given]);
    if (draft === undefined) throw new Error("no document was made");
    return draft;
  }

  /** New documents, in order, each sealed with a key of its own. */
  async documents(
    sealing: Sealing,
    given: readonly GivenDocument[],
  ): Promise<readonly DocumentDraft[]> {
    const { type, nowMs, signing, header } = sealing;
    const iat = toIssuedAt(nowMs);
    const drafted = given.map(({ record, ...each }) => {
      const expiresAt =
        each.expiresAt === undefined ? this.#types.expiryOf(type, iat) : each.expiresAt;
      const claims = this.#types.complete(type, each.claims, iat);
      const unsigned = this.#draft(sealing, { ...each, claims, expiresAt });
      const id = newDocumentId(nowMs);
      return { id, record, expiresAt, unsigned, place: each.place, key: newDocumentKey() };
    });
    const signed = await signing.sign(drafted.map(({ unsigned, key }) => ({ ...unsigned, key })));
    return drafted.map(({ id, record, expiresAt, unsigned, place, key }, index) => {
      const { signature, wrappedKey } = required(signed[index]);
      const copy = sealCopy({ document: id, key }, place, header.id, unsigned, signature);
      key.fill(0);
      return { id, record, expiresAt, wrappedKey: required(wrappedKey), copy };
    });
  }

  /** Claims with those derived, as of the moment at which they are signed. */
  complete({ type, nowMs }: Sealing, claims: Claims): Claims {
    return this.#types.complete(type, claims, toIssuedAt(nowMs));
  }

  /** More copies of a document, each with salts, status place and holder key of its own. */
  async copies(
    sealing: Sealing,
    owner: CopiesOf,
    given: readonly GivenCopy[],
  ): Promise<readonly CopyDraft[]> {
    const drafted = given.map((each) => this.#draft(sealing, each));
    const asked = drafted.map((unsigned) => ({ ...unsigned, key: null }));
    const signed = await sealing.signing.sign(asked);
    return drafted.map((unsigned, index) => {
      const { place } = required(given[index]);
      const { signature } = required(signed[index]);
      return sealCopy(owner, place, sealing.header.id, unsigned, signature);
    });
  }

  #draft(sealing: Sealing, given: GivenCopy): UnsignedSdJwt {
    const { type, slug, iss, header, nowMs } = sealing;
    const uri = toStatusListUri(this.#publicUrl, { slug, number: given.place.list });
    const members = {
      iss,
      vct: type.vct,
      iat: toIssuedAt(nowMs),
      ...(given.expiresAt === null ? {} : { exp: given.expiresAt }),
      ...(given.holderKey ? { cnf: { jwk: given.holderKey } } : {}),
      ...(given.mandate ? { mandate: given.mandate } : {}),
      status: { status_list: { idx: given.place.index, uri } },
    };
    const { claims } = given;
    return draftSdJwt({ header: header.text, members, claims, ...this.#hiddenOf(type) });
  }

  #hiddenOf(type: DocumentType): Pick<SdJwtRequest, "disclosable" | "each"> {
    let names = this.#hidden.get(type);
    if (names === undefined) {
      const each = Object.entries(type.claims).filter(([, details]) => details.each);
      names = {
        disclosable: new Set(type.disclosable),
        each: new Set(each.map(([name]) => name)),
      };
      this.#hidden.set(type, names);
    }
    return names;
  }
}

// Rounded down to the hour, so that the time of issue does not mark one holder among many.
const toIssuedAt = (nowMs: number): number => Math.floor(nowMs / 1000 / hourSeconds) * hourSeconds;

/** Why claims are not looked at closer. */
function refuseUnread(claims: Claims): readonly Violation[] {
  const reserved = Object.keys(claims).filter((name) => reservedNames.has(name));
  if (reserved.length > 0) return reserved.map(toReservedViolation);
  if (!isShallow(claims, limits.jsonDepth)) return [tooDeep];
  if (JSON.stringify(claims).length > limits.claimsBytes) return [tooLarge];
  const unbounded = findUnbounded(claims);
  return unbounded === null ? [] : [toUnboundedViolation(unbounded)];
}

const toReservedViolation = (name: string): Violation => ({
  pointer: `/${name}`,
  code: "claim.reserved",
  message: "This name has a meaning of its own in an SD-JWT VC.",
});

const tooDeep: Violation = {
  pointer: "",
  code: "claims.too_deep",
  message: `The claims have more than ${limits.jsonDepth} levels.`,
};

/** Before the schema, whose work does not grow in proportion. The sdk applies the same bounds when it verifies. */
const toUnboundedViolation = ({ pointer, bound, max }: Unbounded): Violation => ({
  pointer,
  code: "claims.unbounded",
  message: `is beyond a bound: ${bound} is ${max}`,
});

const tooLarge: Violation = {
  pointer: "",
  code: "claims.too_large",
  message: `The claims are larger than ${limits.claimsBytes} bytes.`,
};
