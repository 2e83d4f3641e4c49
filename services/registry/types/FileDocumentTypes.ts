import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DocumentTypeId, toDocumentTypeId } from "@sello/sdk";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { NotFound, type Violation } from "../../platform/errors.ts";
import { findDisagreement } from "../claims/agreements.ts";
import { localDates } from "../claims/calendarDate.ts";
import { claimsCompiler } from "../claims/compileClaims.ts";
import { derive, derivedSchemas } from "../claims/derivations.ts";
import { toViolations } from "../claims/violations.ts";
import type { Claims, DocumentType } from "./DocumentType.ts";
import type { DocumentTypeFile } from "./DocumentTypeFile.ts";
import { DocumentTypeFileError } from "./errors.ts";
import { parseDocumentTypeFile } from "./parseDocumentTypeFile.ts";
import { toMandatoryClaims, toTypeMetadata } from "./toTypeMetadata.ts";

/** Types that come with the program. */
const builtInDirectory = fileURLToPath(new URL("./document-types", import.meta.url));

/** Violations reported for one claim set. */
const violationsMax = 50;

type Loaded = {
  readonly type: DocumentType;
  readonly file: DocumentTypeFile;
  readonly validate: ValidateFunction;
};

/**
 * Document types, which are data: a file `<name>-<version>.json` each, the built-in ones and those in an operator's
 * own directories. Read once; a file that is not valid throws `DocumentTypeFileError`.
 */
export class FileDocumentTypes {
  readonly #byId = new Map<DocumentTypeId, Loaded>();
  readonly #newest = new Map<string, DocumentType>();
  readonly #publicUrl: string;
  readonly #localDate: (at: number) => string;

  constructor(options: {
    /** Base of every `vct`, without a slash at its end. */
    publicUrl: string;
    /** Directories of further types. */
    directories?: readonly string[];
    /** IANA name of the city's time zone, in which ages are counted. */
    timeZone?: string;
  }) {
    this.#publicUrl = options.publicUrl;
    this.#localDate = localDates(options.timeZone ?? "Asia/Shanghai");
    const compile = claimsCompiler();
    for (const directory of [builtInDirectory, ...(options.directories ?? [])]) {
      for (const name of readdirSync(directory).sort()) {
        if (name.endsWith(".json")) this.#load(directory, name, compile);
      }
    }
  }

  /** Every version of every type. */
  all(): readonly DocumentType[] {
    return [...this.#byId.values()].map(({ type }) => type);
  }

  /** The newest version, or the one asked for. Unknown: `NotFound` `document_type.unknown`. */
  byName(name: string, version?: number): DocumentType {
    if (version !== undefined) return this.byId(toDocumentTypeId(this.#toVct(name, version)));
    const type = this.#newest.get(name);
    if (!type) throw unknownType({ name });
    return type;
  }

  /** Unknown: `NotFound` `document_type.unknown`. */
  byId(id: DocumentTypeId): DocumentType {
    return this.#loaded(id).type;
  }

  /** What is wrong with the claims given by a department; empty when nothing. */
  check(type: DocumentType, claims: Claims): readonly Violation[] {
    const { validate, file } = this.#loaded(type.id);
    if (!validate(claims)) return toViolations((validate.errors ?? []).slice(0, violationsMax));
    const violations: Violation[] = [];
    for (const agreement of file.agreements) {
      const disagreement = findDisagreement(agreement, claims);
      if (disagreement) violations.push(disagreement);
    }
    return violations;
  }

  /**
   * The claims to sign: those given, in the type's order, and those derived from them, such as `age_over_18`.
   * @param claims have passed {@link check}
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

  #loaded(id: DocumentTypeId): Loaded {
    const loaded = this.#byId.get(id);
    if (!loaded) throw unknownType({ id });
    return loaded;
  }

  #load(directory: string, name: string, compile: ReturnType<typeof claimsCompiler>): void {
    const file = parseDocumentTypeFile(name, readFileSync(join(directory, name), "utf8"));
    const type = toDocumentType(file, this.#toVct(file.name, file.version));
    if (this.#byId.has(type.id))
      throw new DocumentTypeFileError(name, ["a type of this name exists"]);
    try {
      this.#byId.set(type.id, { type, file, validate: compile(type.inputSchema) });
    } catch (error) {
      throw new DocumentTypeFileError(name, [`schema: ${(error as Error).message}`]);
    }
    if ((this.#newest.get(type.name)?.version ?? 0) < type.version)
      this.#newest.set(type.name, type);
  }

  #toVct(name: string, version: number): string {
    return `${this.#publicUrl}/types/${name}/${version}`;
  }
}

const unknownType = (data: Readonly<Record<string, unknown>>) =>
  new NotFound("document_type.unknown", "There is no such document type.", data);

function toDocumentType(file: DocumentTypeFile, vct: string): DocumentType {
  const visible = new Set(file.visible);
  const inputSchema = { $schema: "https://json-schema.org/draft/2020-12/schema", ...file.schema };
  const derived = file.derived.map(({ claim, rule }) => [claim, derivedSchemas[rule]]);
  return {
    id: toDocumentTypeId(vct),
    name: file.name,
    version: file.version,
    vct,
    title: file.title,
    description: file.description,
    inputSchema,
    schema: {
      ...inputSchema,
      properties: { ...file.schema.properties, ...Object.fromEntries(derived) },
      required: [...toMandatoryClaims(file)],
    },
    disclosable: Object.keys(file.claims).filter((claim) => !visible.has(claim)),
    labels: file.claims,
    naturalKey: file.naturalKey,
    validityDays: file.validityDays,
    card: file.card,
    metadata: toTypeMetadata(file, vct),
  };
}
