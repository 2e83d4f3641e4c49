import { type DocumentTypeId, toDocumentTypeId } from "@sello/sdk";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { NotFound, type Violation } from "../../platform/errors.ts";
import { findDisagreement } from "../claims/agreements.ts";
import { findImpossibleBirths } from "../claims/birthDates.ts";
import { localDates } from "../claims/calendarDate.ts";
import { toTermEnd } from "../claims/calendarTerm.ts";
import { type CleanedClaims, cleanClaims } from "../claims/cleanClaims.ts";
import { claimsCompiler } from "../claims/compileClaims.ts";
import { derive } from "../claims/derivations.ts";
import { toViolations } from "../claims/violations.ts";
import type { Claims, DocumentType } from "./DocumentType.ts";
import type { ClaimDetails, DocumentTypeFile } from "./DocumentTypeFile.ts";
import { DocumentTypeFileError } from "./errors.ts";
import {
  readTypeFiles,
  type TypeFiles,
  type TypeOfFile,
  timeZoneOf,
  vctOf,
} from "./readTypeFiles.ts";

/** Violations reported for one claim set. */
const violationsMax = 50;

type Loaded = {
  readonly type: DocumentType;
  readonly file: DocumentTypeFile;
  readonly validate: ValidateFunction;
  readonly births: ReturnType<typeof toBirths>;
};

/**
 * Document types, which are data: a file `<name>-<version>.json` each, the built-in ones and those in an operator's
 * own directories. Read once; a file that is not valid throws `DocumentTypeFileError`.
 */
export class FileDocumentTypes {
  readonly #byId = new Map<DocumentTypeId, Loaded>();
  readonly #versions = new Map<string, DocumentType[]>();
  readonly #publicUrl: string;
  readonly #timeZone: string;
  readonly #localDate: (at: number) => string;
  /** The end that was last asked for: an import asks for the same a thousand times, and a calendar is slow. */
  readonly #ends = new WeakMap<DocumentType, { issuedAt: number; end: number | null }>();

  constructor(files: TypeFiles) {
    this.#publicUrl = files.publicUrl;
    this.#timeZone = timeZoneOf(files);
    this.#localDate = localDates(this.#timeZone);
    const compile = claimsCompiler();
    for (const each of readTypeFiles(files)) this.#load(each, compile);
  }

  /** Every version of every type. */
  all(): readonly DocumentType[] {
    return [...this.#byId.values()].map(({ type }) => type);
  }

  /** The newest version, or the one asked for. Unknown: `NotFound` `document_type.unknown`. */
  byName(name: string, version?: number): DocumentType {
    if (version !== undefined) return this.byId(toDocumentTypeId(this.#toVct(name, version)));
    const [newest] = this.versions(name);
    if (!newest) throw unknownType({ name });
    return newest;
  }

  /** Unknown: `NotFound` `document_type.unknown`. */
  byId(id: DocumentTypeId): DocumentType {
    return this.#loaded(id).type;
  }

  /** Versions of a type, the newest first. Unknown: `NotFound` `document_type.unknown`. */
  versions(name: string): readonly DocumentType[] {
    const versions = this.#versions.get(name);
    if (!versions) throw unknownType({ name });
    return versions;
  }

  /**
   * What would be issued of claims that a department gave, and what is wrong with them; nothing when there are no
   * violations. They are no deeper than `limits.jsonDepth`.
   * @param at unix seconds; nobody is born after that day
   */
  read(type: DocumentType, given: Claims, at: number): CleanedClaims {
    const loaded = this.#loaded(type.id);
    const cleaned = cleanClaims(given, (claim) => ownOf(type.claims, claim));
    if (cleaned.violations.length > 0)
      return { ...cleaned, violations: cleaned.violations.slice(0, violationsMax) };
    const violations = check(loaded, cleaned.claims, this.#localDate(at));
    return violations.length === 0
      ? cleaned
      : { ...cleaned, violations: withRules(type, violations) };
  }

  /**
   * The claims to sign: those given, in the type's order, and those derived from them, such as `age_over_18`.
   * @param claims have passed {@link read}
   * @param at unix seconds; ages are counted at this moment in the city's time zone
   */
  complete(type: DocumentType, claims: Claims, at: number): Claims {
    const { file } = this.#loaded(type.id);
    const today = this.#localDate(at);
    const complete: Record<string, unknown> = {};
    for (const claim in type.inputSchema.properties as object) {
      if (claims[claim] !== undefined) complete[claim] = claims[claim];
    }
    for (const rule of file.derived) {
      const value = derive(rule, claims, today);
      if (value !== undefined) complete[rule.claim] = value;
    }
    return complete;
  }

  /** When a document ends that is issued at `issuedAt`, in unix seconds; null: when it is revoked. */
  expiryOf(type: DocumentType, issuedAt: number): number | null {
    const known = this.#ends.get(type);
    if (known?.issuedAt === issuedAt) return known.end;
    const { term } = type;
    const end = term === null ? null : toTermEnd(issuedAt, term, this.#timeZone);
    this.#ends.set(type, { issuedAt, end });
    return end;
  }

  #loaded(id: DocumentTypeId): Loaded {
    const loaded = this.#byId.get(id);
    if (!loaded) throw unknownType({ id });
    return loaded;
  }

  #load({ name, file, type }: TypeOfFile, compile: ReturnType<typeof claimsCompiler>): void {
    try {
      const validate = compile(type.inputSchema);
      this.#byId.set(type.id, { type, file, validate, births: toBirths(file) });
    } catch (error) {
      throw new DocumentTypeFileError(name, [`schema: ${(error as Error).message}`]);
    }
    const versions = [type, ...(this.#versions.get(type.name) ?? [])];
    this.#versions.set(
      type.name,
      versions.toSorted((a, b) => b.version - a.version),
    );
  }

  #toVct(name: string, version: number): string {
    return vctOf(this.#publicUrl, name, version);
  }
}

const unknownType = (data: Readonly<Record<string, unknown>>) =>
  new NotFound("document_type.unknown", "There is no such document type.", data);

/** What is wrong with clean claims: against the schema first, then among each other. */
function check(
  { validate, file, births }: Loaded,
  claims: Claims,
  today: string,
): readonly Violation[] {
  if (!validate(claims)) return toViolations((validate.errors ?? []).slice(0, violationsMax));
  const violations = findImpossibleBirths(claims, births, today);
  for (const agreement of file.agreements) {
    const disagreement = findDisagreement(agreement, claims);
    if (disagreement) violations.push(disagreement);
  }
  return violations;
}

/** Says what would be right, where the type has words for it. */
const withRules = (type: DocumentType, violations: readonly Violation[]): readonly Violation[] =>
  violations.map((violation) => {
    const rule = ownOf(type.claims, violation.pointer.split("/")[1] ?? "")?.rule;
    return rule === undefined ? violation : { ...violation, rule };
  });

const ownOf = (claims: DocumentType["claims"], claim: string): ClaimDetails | undefined =>
  Object.hasOwn(claims, claim) ? claims[claim] : undefined;

/** Where a type has birth dates: declared, or what ages and identity numbers are compared with. */
function toBirths(file: DocumentTypeFile) {
  const declared = Object.entries(file.claims).filter(([, { birth }]) => birth);
  const agreed = file.agreements.filter(({ rule }) => rule === "gb11643_birth_date");
  const numbers = Object.entries(file.schema.properties).filter(
    ([, { format }]) => format === "gb11643",
  );
  return {
    dates: [
      ...new Set([
        ...declared.map(([claim]) => claim),
        ...file.derived.map(({ from }) => from),
        ...agreed.map(({ claim }) => claim),
      ]),
    ],
    numbers: numbers.map(([claim]) => claim),
  };
}
