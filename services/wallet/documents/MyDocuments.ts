import type { MyDocumentState } from "@sello/api";
import type { DocumentId, LocalizedText } from "@sello/sdk";
import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import { maskName } from "../../accounts/residents/masks.ts";
import { retryAfter } from "../../accounts/residents/retryAfter.ts";
import type { ResidentSession } from "../../http/Caller.ts";
import { HttpProblem } from "../../http/errors.ts";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { readSdJwt } from "../../issuing/readSdJwt.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import type { Clock } from "../../platform/Clock.ts";
import { toSeconds } from "../../platform/Clock.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { findType } from "../../registry/types/findType.ts";
import { identityType } from "../../registry/types/identityType.ts";
import type { DocumentStatus } from "../../status/DocumentStatus.ts";
import type { StatusActRecord } from "../../status/StatusAct.ts";
import type { Statuses } from "../../status/Statuses.ts";
import type { Holder } from "../Holder.ts";
import type { Mandate } from "../mandates/Mandate.ts";
import type { ReachedDocuments } from "../mandates/ReachedDocuments.ts";
import type { PersonDocuments } from "./PersonDocuments.ts";
import type { Seals } from "./Seals.ts";
import { type ShownClaim, toShownClaims } from "./shownClaims.ts";

type Parts = {
  readonly persons: Pick<PersonDocuments, "lineOf">;
  readonly reached: ReachedDocuments;
  readonly names: Pick<Persons, "nameOf">;
  readonly reader: Pick<DocumentReader, "content" | "hasExpired">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly registry: Pick<Registry, "lineage">;
  readonly statuses: Pick<Statuses, "statusOf" | "history">;
  readonly seals: Seals;
  readonly holder: Holder;
  readonly clock: Clock;
};

type Reason = { readonly code: string; readonly text: LocalizedText };
type Office = { readonly slug: string; readonly name: LocalizedText };

/** What a holder sees of a document. */
export type MyDocument = ReturnType<typeof toCommon> & {
  readonly mandate: OfMandate | null;
  readonly face: ShownClaim[] | null;
};

/** By which mandate somebody sees another's document. */
type OfMandate = Pick<Mandate, "id" | "relation" | "until"> & { readonly principal: string | null };

/** A resident's documents: their own, and those of people for whom they act. What they say is opened for their holder from level `passkey` on. */
export class MyDocuments {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** None of an account that is not joined to the register. */
  async list(session: ResidentSession): Promise<readonly MyDocument[]> {
    const reached = await this.#reached(session);
    const opens = session.level !== "code";
    if (opens) await this.#countOpened(session, reached.length);
    const ids = reached.map(({ document }) => document.id);
    const status = await this.#parts.statuses.statusOf(ids);
    return Promise.all(
      reached.map(async ({ document, mandate }) => {
        const of = await this.#ofMandate(session, mandate);
        const { common, type } = await this.#describe(document, status.get(document.id), of);
        const claims = opens ? await this.#claims(document, type) : null;
        const onFace = new Set(type.card.face);
        return { ...common, face: claims && claims.filter(({ name }) => onFace.has(name)) };
      }),
    );
  }

  /** Those of their own, each as `get` has it, and opened once. Level `passkey` at least. */
  async details(session: ResidentSession) {
    const own = (await this.#reached(session)).filter(({ mandate }) => mandate === null);
    await this.#countOpened(session, own.length);
    const status = await this.#parts.statuses.statusOf(own.map(({ document }) => document.id));
    const details = [];
    // One after the other: an export is no reason to open them all in one moment.
    for (const { document } of own)
      details.push(await this.#detail(document, status.get(document.id), null));
    return details;
  }

  /** Not theirs, or the account is not joined: `NotFound` `document.unknown`. Erased: `Erased`. */
  async get(session: ResidentSession, id: DocumentId) {
    const { document, mandate } = await this.#parts.reached.one(session, id);
    if (this.#typeOf(document) === null) throw unknown();
    await this.#countOpened(session, 1);
    const status = (await this.#parts.statuses.statusOf([id])).get(id);
    return this.#detail(document, status, await this.#ofMandate(session, mandate));
  }

  async #reached(session: ResidentSession) {
    const all = await this.#parts.reached.all(session);
    return all.filter(({ document }) => this.#typeOf(document) !== null);
  }

  async #detail(
    document: StoredDocument,
    status: DocumentStatus | undefined,
    of: OfMandate | null,
  ) {
    const { seals } = this.#parts;
    const { common, type } = await this.#describe(document, status, of);
    return {
      ...common,
      claims: await this.#claims(document, type),
      seal: await seals.of(document),
      history: await this.#history(document),
    };
  }

  async #ofMandate({ level }: ResidentSession, mandate: Mandate | null): Promise<OfMandate | null> {
    if (mandate === null) return null;
    const { id, relation, until } = mandate;
    const name = await this.#parts.names.nameOf(mandate.principal);
    return { id, relation, until, principal: name && level === "code" ? maskName(name) : name };
  }

  /** Opening documents for their holder is a reason of its own: it is counted, and no officer looked. */
  async #countOpened({ account }: ResidentSession, documents: number): Promise<void> {
    const { counts } = this.#parts.holder;
    const now = toSeconds(this.#parts.clock.nowMs());
    const { count, endsAt } = await counts.add(`opened ${account}`, 3_600, now, documents);
    if (count <= limits.residentOpenedPerHour) return;
    const wait = retryAfter({ endsAt }, now);
    throw new HttpProblem(
      429,
      "readings.many",
      "Too many documents were opened in this hour.",
      wait,
    );
  }

  async #claims(document: StoredDocument, type: DocumentType): Promise<ShownClaim[]> {
    const { claims } = readSdJwt(await this.#parts.reader.content(document.id));
    return toShownClaims(type, claims);
  }

  /** Null for one that this program does not have any more. */
  #typeOf({ stream }: StoredDocument): DocumentType | null {
    return findType(this.#parts.types, stream.documentType);
  }

  async #describe(
    document: StoredDocument,
    status: DocumentStatus | undefined,
    mandate: OfMandate | null,
  ) {
    const { registry, statuses, reader } = this.#parts;
    const type = this.#typeOf(document);
    if (type === null) throw unknown();
    const [authority, ...above] = await registry.lineage(document.stream.authority);
    if (authority === undefined) throw new TypeError("a document without an authority");
    const act =
      status === undefined || status.value === "valid"
        ? null
        : lastAct(await statuses.history(document.id), status.value);
    const isReplaced = document.replacedBy !== null || act?.reason.code === "superseded";
    const state = toState(document, {
      status: status?.value ?? "valid",
      isReplaced,
      isExpired: reader.hasExpired(document),
    });
    const { slug, name, kind } = authority;
    const office = { slug, name, kind, above: above.map((each) => ({ ...toOffice(each) })) };
    return { type, common: { ...toCommon(document, type, office, { state, act }), mandate } };
  }

  async #history(document: StoredDocument) {
    const { persons, registry, statuses } = this.#parts;
    const line = await persons.lineOf(document);
    const events = await Promise.all(
      line.map(async ({ id, issuedAt, stream }) => {
        const [issuer] = await registry.lineage(stream.authority);
        if (issuer === undefined) throw new TypeError("a document without an authority");
        const acts = (await statuses.history(id)).filter(isDone);
        const by = toOffice(issuer);
        return [
          { at: issuedAt, what: "issued" as const, reason: null, by, document: id },
          ...acts.map((act) => ({
            at: act.effectiveAt ?? act.requestedAt,
            what: act.action,
            reason: act.reason,
            by: toOffice(act.by),
            document: id,
          })),
        ];
      }),
    );
    return events.flat().sort((one, other) => other.at - one.at);
  }
}

const unknown = (): NotFound =>
  new NotFound("document.unknown", "The service does not know this document's type any more.");

const isDone = ({ state }: StatusActRecord): boolean => state !== "refused";

const toOffice = ({ slug, name }: Office): Office => ({ slug, name });

function lastAct(
  acts: readonly StatusActRecord[],
  value: "suspended" | "revoked",
): StatusActRecord | null {
  const action = value === "suspended" ? "suspend" : "revoke";
  return acts.filter(isDone).findLast((act) => act.action === action) ?? null;
}

function toState(
  { anchoring }: StoredDocument,
  facts: { status: "valid" | "suspended" | "revoked"; isReplaced: boolean; isExpired: boolean },
): MyDocumentState {
  if (facts.isReplaced) return "replaced";
  if (facts.status !== "valid") return facts.status;
  if (facts.isExpired) return "expired";
  return anchoring === "anchored" ? "valid" : "sealing";
}

function toCommon(
  document: StoredDocument,
  type: DocumentType,
  authority: Office & {
    readonly kind: "city" | "district" | "industry" | "department";
    readonly above: readonly Office[];
  },
  { state, act }: { state: MyDocumentState; act: StatusActRecord | null },
) {
  const { id, revision, issuedAt, expiresAt, replaces } = document;
  const since = {
    sealing: issuedAt,
    valid: issuedAt,
    expired: expiresAt,
    replaced: act && (act.effectiveAt ?? act.requestedAt),
    suspended: act && (act.effectiveAt ?? act.requestedAt),
    revoked: act && (act.effectiveAt ?? act.requestedAt),
  };
  const reason: Reason | null = act && { code: act.reason.code, text: act.reason.text };
  const { name, version, title, card, copiesMax } = type;
  const isIdentity = name === identityType;
  return {
    ...{ id, revision, issuedAt, expiresAt, replaces, authority, state },
    type: { id: type.id, name, version, title, card, identity: isIdentity },
    since: since[state],
    reason: state === "suspended" || state === "revoked" ? reason : null,
    copies: { made: document.copies, max: copiesMax },
  };
}
