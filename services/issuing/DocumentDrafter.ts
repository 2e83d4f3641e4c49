import { type AuthoritySlug, findUnbounded, type Unbounded } from "@sello/sdk";
import { InvalidInput, type Violation } from "../platform/errors.ts";
import { isShallow } from "../platform/isShallow.ts";
import { limits } from "../platform/limits.ts";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { SigningKey } from "../signing/Signer.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";
import { toStatusListUri } from "../status/statusListUri.ts";
import type { CopyDraft, DocumentDraft, RecordDigest } from "./DocumentDraft.ts";
import type { HolderKey } from "./IssuedDocument.ts";
import { newDocumentId } from "./newDocumentId.ts";
import type { RecordDigests } from "./RecordDigests.ts";
import { sealSdJwt } from "./sealSdJwt.ts";

const hourSeconds = 3_600;
const daySeconds = 86_400;

/** Members of an SD-JWT VC with a meaning of their own, which no claim may take. */
const reservedNames = new Set(
  "iss sub aud nbf exp iat jti cnf vct vct#integrity status _sd _sd_alg ...".split(" "),
);

/** For whom, by which key and when: the same for all rows of a segment. */
export type Sealing = {
  readonly type: DocumentType;
  readonly slug: AuthoritySlug;
  readonly iss: string;
  readonly key: SigningKey;
  /** Unix milliseconds. */
  readonly nowMs: number;
};

/** Turns claims that a department gave into a signed document. No I/O: one and a million go the same way. */
export class DocumentDrafter {
  readonly #types: FileDocumentTypes;
  readonly #digests: RecordDigests;
  readonly #publicUrl: string;
  readonly #disclosable = new WeakMap<DocumentType, ReadonlySet<string>>();

  constructor(options: { types: FileDocumentTypes; digests: RecordDigests; publicUrl: string }) {
    this.#types = options.types;
    this.#digests = options.digests;
    this.#publicUrl = options.publicUrl;
  }

  /** What is wrong with the claims; empty when nothing. Messages hold no values. */
  check(type: DocumentType, claims: Claims): readonly Violation[] {
    const reserved = Object.keys(claims).filter((name) => reservedNames.has(name));
    if (reserved.length > 0) return reserved.map(toReservedViolation);
    if (!isShallow(claims, limits.jsonDepth)) return [tooDeep];
    if (JSON.stringify(claims).length > limits.claimsBytes) return [tooLarge];
    const unbounded = findUnbounded(claims);
    if (unbounded !== null) return [toUnboundedViolation(unbounded)];
    return this.#types.check(type, claims);
  }

  /** Throws `InvalidInput` `claims.invalid` with every violation if `check` finds any. */
  require(type: DocumentType, claims: Claims): void {
    const violations = this.check(type, claims);
    if (violations.length === 0) return;
    throw new InvalidInput("claims.invalid", "The claims do not fit the type.", violations);
  }

  digest(type: DocumentType, claims: Claims): RecordDigest {
    return this.#digests.of(type, claims);
  }

  /** A new document of checked claims. `expiresAt` (unix seconds) overrides the type's validity. */
  document(
    sealing: Sealing,
    given: {
      readonly claims: Claims;
      readonly record: RecordDigest;
      readonly place: StatusPlace;
      readonly holderKey?: HolderKey | undefined;
      readonly expiresAt?: number | null;
    },
  ): DocumentDraft {
    const { type, nowMs } = sealing;
    const iat = toIssuedAt(nowMs);
    const expiresAt = given.expiresAt === undefined ? expiryOf(type, iat) : given.expiresAt;
    const claims = this.#types.complete(type, given.claims, Math.floor(nowMs / 1000));
    return {
      id: newDocumentId(nowMs),
      record: given.record,
      expiresAt,
      copy: this.copy(sealing, { ...given, claims, expiresAt }),
    };
  }

  /** A copy of complete claims: salts, status place and holder key of its own. */
  copy(
    sealing: Sealing,
    given: {
      readonly claims: Claims;
      readonly place: StatusPlace;
      readonly holderKey?: HolderKey | undefined;
      readonly expiresAt: number | null;
    },
  ): CopyDraft {
    const { type, slug, iss, key, nowMs } = sealing;
    const uri = toStatusListUri(this.#publicUrl, { slug, number: given.place.list });
    const members = {
      iss,
      vct: type.vct,
      iat: toIssuedAt(nowMs),
      ...(given.expiresAt === null ? {} : { exp: given.expiresAt }),
      ...(given.holderKey ? { cnf: { jwk: given.holderKey } } : {}),
      status: { status_list: { idx: given.place.index, uri } },
    };
    const { claims, place } = given;
    const disclosable = this.#disclosableOf(type);
    return { ...sealSdJwt({ key, members, claims, disclosable }), place };
  }

  #disclosableOf(type: DocumentType): ReadonlySet<string> {
    let names = this.#disclosable.get(type);
    if (names === undefined) {
      names = new Set(type.disclosable);
      this.#disclosable.set(type, names);
    }
    return names;
  }
}

// Rounded down to the hour, so that the time of issue does not mark one holder among many.
const toIssuedAt = (nowMs: number): number => Math.floor(nowMs / 1000 / hourSeconds) * hourSeconds;

const expiryOf = (type: DocumentType, iat: number): number | null =>
  type.validityDays === null ? null : iat + type.validityDays * daySeconds;

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
