import { type DocumentTypeId, type Hex, toDocumentTypeId } from "@sello/sdk";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { NotFound, type ServiceError, Unavailable, type Violation } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
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
import { contentOf } from "./published/approvalTypedData.ts";
import {
  readTypeFiles,
  type TypeFiles,
  type TypeOfFile,
  timeZoneOf,
  toTypeOfFile,
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
 * own directories, which are read once; a file that is not valid throws `DocumentTypeFileError`. Those that officers have
 * published are added while the program runs (`PublishedTypes`).
 */
export class FileDocumentTypes {
  readonly #byId = new Map<DocumentTypeId, Loaded>();
  readonly #versions = new Map<string, DocumentType[]>();
  readonly #publicUrl: string;
  readonly #timeZone: string;
  readonly #localDate: (at: number) => string;
  /** The end that was last asked for: an import asks for the same a thousand times, and a calendar is slow. */
  readonly #ends = new WeakMap<DocumentType, { issuedAt: number; end: number | null }>();
  readonly #compile = claimsCompiler();
  /** Names of types that are files. */
  readonly #ofFiles: ReadonlySet<string>;
  /** SHA-256 of the files of those that were added, by id. */
  readonly #published = new Map<DocumentTypeId, Hex>();
  #look: (() => Promise<void>) | null = null;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #revision = 0;

  constructor(files: TypeFiles) {
    this.#publicUrl = files.publicUrl;
    this.#timeZone = timeZoneOf(files);
    this.#localDate = localDates(this.#timeZone);
    for (const each of readTypeFiles(files)) this.#load(each);
    this.#ofFiles = new Set(this.#versions.keys());
  }

  /** Changes whenever a type is added. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether types of this name are files: officers' types have other names. */
  isOfFiles(name: string): boolean {
    return this.#ofFiles.has(name);
  }

  /** A type of this text, as it would be here. @throws DocumentTypeFileError */
  toType(name: string, text: string): TypeOfFile {
    return toTypeOfFile(name, text, { publicUrl: this.#publicUrl, timeZone: this.#timeZone });
  }

  /** One that was published. @throws DocumentTypeFileError, also for one whose name is taken */
  add(name: string, text: string): void {
    const added = this.toType(name, text);
    if (this.#byId.has(added.type.id) || this.isOfFiles(added.type.name))
      throw new DocumentTypeFileError(name, ["a type of this name exists"]);
    this.#load(added);
    this.#published.set(added.type.id, contentOf(text));
    this.#revision += 1;
  }

  /** SHA-256 of the files of those that were published. */
  published(): readonly Hex[] {
    return [...this.#published.values()];
  }

  /** From now on others are published: `look` takes up those that are not here yet. */
  follow(look: () => Promise<void>): void {
    this.#look = look;
  }

  /** What was published until now is here. */
  noteLook(): void {
    this.#lookedAtMs = performance.now();
  }

  /**
   * To be awaited before a type is asked for that may have been published a moment ago, by another process.
   * It cannot be found out: `Unavailable` `document_type.not_ready`.
   */
  async know(name: string, version?: number): Promise<void> {
    const versions = this.#versions.get(name);
    if (versions && (version === undefined || versions.some((each) => each.version === version)))
      return;
    try {
      await this.#look?.();
    } catch (error) {
      throw notReady(error);
    }
  }

  /** The city's date of a moment, as `YYYY-MM-DD`. @param at unix seconds */
  dateOf(at: number): string {
    return this.#localDate(at);
  }

  /** Every version of every type. */
  all(): readonly DocumentType[] {
    return [...this.#byId.values()].map(({ type }) => type);
  }

  /** The newest version, or the one asked for. Unknown: `NotFound` `document_type.unknown`. */
  byName(name: string, version?: number): DocumentType {
    if (version !== undefined) return this.byId(toDocumentTypeId(this.#toVct(name, version)));
    const [newest] = this.versions(name);
    if (!newest) throw this.#unknown({ name });
    return newest;
  }

  /** Unknown: `NotFound` `document_type.unknown`. */
  byId(id: DocumentTypeId): DocumentType {
    return this.#loaded(id).type;
  }

  /** Versions of a type, the newest first. Unknown: `NotFound` `document_type.unknown`. */
  versions(name: string): readonly DocumentType[] {
    const versions = this.#versions.get(name);
    if (!versions) throw this.#unknown({ name });
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

  /** IANA name of the time zone of the city's calendar. */
  get timeZone(): string {
    return this.#timeZone;
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
    if (!loaded) throw this.#unknown({ id });
    return loaded;
  }

  /** A process that could not look for some time does not know what there is. */
  #unknown(data: Readonly<Record<string, unknown>>): ServiceError {
    const age = performance.now() - this.#lookedAtMs;
    if (this.#look !== null && age > limits.publishedTypesAgeMs) return notReady();
    return new NotFound("document_type.unknown", "There is no such document type.", data);
  }

  #load({ name, file, type }: TypeOfFile): void {
    try {
      const validate = this.#compile(type.inputSchema);
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

const notReady = (cause?: unknown) =>
  new Unavailable(
    "document_type.not_ready",
    "This process cannot find out now whether there is such a document type. Ask again in a moment.",
    cause,
  );

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
