import type { ServiceItem } from "@sello/api";
import type { DocumentId, JsonObject, Verdict } from "@sello/sdk";
import { parsePresentation } from "@sello/sdk";
import { type EvidenceVerdict, toEvidenceVerdict } from "@sello/sdk/decision";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { Erased } from "../../issuing/errors.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { findType } from "../../registry/types/findType.ts";
import type { Statuses } from "../../status/Statuses.ts";
import { parseStatusListUri } from "../../status/statusListUri.ts";
import type { TrustMaterial } from "../../verifying/TrustMaterial.ts";
import type { Verification } from "../../verifying/Verification.ts";
import type { PersonDocuments } from "../../wallet/documents/PersonDocuments.ts";
import type { AskedEvidence, CheckedEvidence } from "../Application.ts";
import { applicationLimits } from "../applicationLimits.ts";

type Wanted = ServiceItem["evidence"][string];

type Parts = {
  readonly persons: Pick<PersonDocuments, "all" | "has">;
  readonly reader: Pick<DocumentReader, "sdJwt">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly statuses: Pick<Statuses, "statusOf" | "history">;
  readonly verification: Pick<Verification, "verify">;
  readonly material: Pick<TrustMaterial, "trustList">;
  readonly copies: CopyOwners;
  readonly publicUrl: string;
};

/** Which of our documents a copy is of. */
export type CopyOwners = {
  /** @param jwt the issuer-signed JWT, as it was brought. Null: none that we know. */
  documentOf(
    jwt: string,
    place: { readonly slug: string; readonly list: number; readonly index: number },
  ): Promise<DocumentId | null>;
};

/** Better ones first: of several documents of a type, the one that says most for the applicant counts. */
const preference: readonly EvidenceVerdict[] = [
  "valid",
  "expired",
  "not-yet",
  "suspended",
  "superseded",
  "revoked",
  "unknown",
  "invalid",
];

/**
 * Looks at what an applicant lets us look at, and checks it as a stranger would: by `@sello/sdk`, with the trust list and
 * status lists that everybody gets.
 */
export class EvidenceSources {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Each piece that was handed in, by its name in the item. What the account has no document for is not in it: it is
   * missing, and nothing else follows from that.
   * @param idNumber of the applicant
   */
  async look(
    wanted: ServiceItem["evidence"],
    asked: Readonly<Record<string, AskedEvidence>>,
    idNumber: string,
  ): Promise<Readonly<Record<string, CheckedEvidence>>> {
    const documents = await this.#parts.persons.all(idNumber);
    const found = await Promise.all(
      Object.entries(wanted).map(async ([name, each]) => {
        const source = Object.hasOwn(asked, name) ? asked[name] : undefined;
        if (source === undefined) return [];
        const checked =
          "sello" in source
            ? await this.#brought(each, source.sello, idNumber)
            : await this.#ofAccount(each, documents);
        return checked === null ? [] : [[name, checked] as const];
      }),
    );
    return Object.fromEntries(found.flat());
  }

  async #ofAccount(
    wanted: Wanted,
    documents: readonly StoredDocument[],
  ): Promise<CheckedEvidence | null> {
    const ofType = documents
      .filter(({ stream }) => stream.typeName === wanted.type)
      .slice(0, applicationLimits.documentsOfType);
    const checked = await Promise.all(ofType.map((document) => this.#document(wanted, document)));
    const inOrder = checked
      .filter((each) => each !== null)
      .toSorted((a, b) => preference.indexOf(a.verdict) - preference.indexOf(b.verdict));
    return inOrder[0] ?? null;
  }

  async #document(wanted: Wanted, { id }: StoredDocument): Promise<CheckedEvidence | null> {
    const { reader, statuses } = this.#parts;
    try {
      const text = await reader.sdJwt(id);
      const status = (await statuses.statusOf([id])).get(id);
      const last = status?.value === "revoked" ? (await statuses.history(id)).at(-1) : undefined;
      return this.#check(wanted, text, {
        from: "account",
        document: id,
        isSuperseded: last?.reason.code === "superseded",
        // What was asked for here, and the chain does not say yet, counts for us as done.
        ended: status === undefined || status.value === "valid" ? null : status.value,
      });
    } catch (error) {
      if (error instanceof Erased) return null;
      throw error;
    }
  }

  async #brought(wanted: Wanted, sello: string, idNumber: string): Promise<CheckedEvidence> {
    const checked = await this.#check(wanted, sello, {
      ...{ from: "brought" as const, document: null, isSuperseded: false, ended: null },
    });
    if (checked.verdict === "invalid" || checked.verdict === "unknown") return checked;
    if (await this.#isOf(sello, checked.claims, idNumber)) return checked;
    return { ...checked, verdict: "invalid", claims: {} };
  }

  async #check(
    wanted: Wanted,
    text: string,
    known: Pick<CheckedEvidence, "from" | "document"> & {
      readonly isSuperseded: boolean;
      readonly ended: "suspended" | "revoked" | null;
    },
  ): Promise<CheckedEvidence> {
    const { verification, material } = this.#parts;
    const verdict = await verification.verify(text);
    const trustList = (await material.trustList())?.head.version ?? null;
    const { from, document, ended } = known;
    const isOfType = this.#typeOf(verdict) === wanted.type;
    const seen = toEvidenceVerdict(verdict, known.isSuperseded);
    return {
      from,
      verdict: toVerdict(isOfType ? seen : "invalid", ended, known.isSuperseded),
      claims: isOfType ? pick(verdict.document?.claims ?? {}, wanted.claims) : {},
      issuer: verdict.document?.issuer?.name ?? null,
      document,
      statusAt: verdict.asOf.statusIssuedAt ?? null,
      trustList,
    };
  }

  #typeOf({ document }: Verdict): string | null {
    if (document === undefined) return null;
    return findType(this.#parts.types, document.type.id)?.name ?? null;
  }

  /** Somebody else's document says nothing about the applicant, however good it is. */
  async #isOf(sello: string, claims: JsonObject, idNumber: string): Promise<boolean> {
    const { copies, persons, publicUrl } = this.#parts;
    const presentation = parsePresentation(sello);
    if (!presentation.wellFormed) return false;
    const { uri, index } = presentation.payload.status;
    const list = parseStatusListUri(publicUrl, uri);
    if (list === null) return claims.id_number === idNumber;
    const place = { slug: list.slug, list: list.number, index };
    const jwt = presentation.sdJwt.issuerJwt.compact;
    const document = await copies.documentOf(jwt, place);
    return document !== null && persons.has(idNumber, document);
  }
}

/** What was asked for here may be ahead of the list that everybody gets; it is never behind. */
function toVerdict(
  seen: EvidenceVerdict,
  ended: "suspended" | "revoked" | null,
  isSuperseded: boolean,
): EvidenceVerdict {
  if (ended === null || seen === "invalid" || seen === "unknown") return seen;
  if (ended === "suspended") return seen === "revoked" ? seen : "suspended";
  return isSuperseded ? "superseded" : "revoked";
}

const pick = (claims: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
