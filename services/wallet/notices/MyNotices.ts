import { randomUUID } from "node:crypto";
import { holderMessages, type NoticeKind, readingReasons, statusReasons } from "@sello/api";
import { type AuthorityId, authorityIdFrom, type DocumentId, fromHex } from "@sello/sdk";
import type { ResidentSession } from "../../http/Caller.ts";
import type { PgDocumentStore } from "../../issuing/PgDocumentStore.ts";
import type { RecordDigests } from "../../issuing/RecordDigests.ts";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { findType } from "../../registry/types/findType.ts";
import type { Holder } from "../Holder.ts";
import type { PgMandates } from "../mandates/PgMandates.ts";
import { type DocumentHappening, type Happening, selectHappenings } from "./Happenings.ts";

type Parts = {
  readonly database: Queryable;
  readonly holder: Holder;
  readonly digests: Pick<RecordDigests, "person">;
  readonly mandates: Pick<PgMandates, "happenings">;
  readonly store: Pick<PgDocumentStore, "find">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly registry: Pick<Registry, "byId">;
};

type NoticeRow = Row & {
  id: string;
  at: number;
  kind: NoticeKind;
  seen: boolean;
  document: DocumentId | null;
  authority: Buffer | null;
  reason: string | null;
  name: string | null;
  goodFrom: number | null;
};

/**
 * What a resident is told, and who looked at their documents. What others did is read from where it was written down, when
 * its owner looks, and noted once: nobody is forgotten because a process was away, and who has no account costs nothing.
 */
export class MyNotices {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Newest first. */
  async list(session: ResidentSession) {
    await this.#catchUp(session);
    const { rows } = await this.#parts.database.query<NoticeRow>(
      `select id, floor(extract(epoch from at))::float8 as at, kind, seen_at is not null as seen,
         document_id as document, authority_id as authority, reason, name,
         floor(extract(epoch from good_from))::float8 as "goodFrom"
       from resident_notices where account = $1 order by at desc, id limit $2`,
      [session.account, limits.noticesKept],
    );
    const named = await this.#documents(rows.flatMap(({ document }) => document ?? []));
    const notices = await Promise.all(
      rows.map(async ({ document, authority, reason, ...notice }) => ({
        ...notice,
        document: document && named(document),
        by: authority && (await this.#office(authorityIdFrom(authority))),
        reason: toReason(reason),
      })),
    );
    return { unseen: notices.filter(({ seen }) => !seen).length, notices };
  }

  /** No such: `NotFound` `notice.unknown`. */
  async see({ account }: ResidentSession, id: string): Promise<void> {
    const { rowCount } = await this.#parts.database.query(
      "update resident_notices set seen_at = coalesce(seen_at, now()) where account = $1 and id = $2",
      [account, id],
    );
    if (rowCount === 0) throw new NotFound("notice.unknown", "You have no such notice.");
  }

  /** Of all time, newest first: also of before there was an account. */
  async looks(session: ResidentSession) {
    const found = (await this.#happenings(await this.#parts.holder.find(session), 0)).filter(
      ({ kind }) => kind === "document.looked-at",
    );
    const named = await this.#documents(found.map(({ document }) => document));
    return Promise.all(
      found.map(async ({ source, at, authority, reason, document, action, claims }) => ({
        id: source,
        at,
        by: await this.#office(authority),
        what: action === "document.export" ? ("export" as const) : ("read" as const),
        reason: toReason(reason),
        document: named(document),
        claims: claims ?? null,
      })),
    );
  }

  async #catchUp(session: ResidentSession): Promise<void> {
    const account = await this.#parts.holder.account(session);
    if (account === null || account.idNumber === null) return;
    const found: readonly Happening[] = [
      // Where the holder let an office look, there is nothing to tell them.
      ...(await this.#happenings(account.idNumber, account.createdAt)).filter(
        ({ action }) => action !== "document.evidence",
      ),
      ...(await this.#parts.mandates.happenings(account.idNumber, account.createdAt)),
    ];
    await this.#parts.database.query(
      `insert into resident_notices (id, account, kind, at, document_id, authority_id, reason, source)
       select n.id, $1, n.kind, to_timestamp(n.at), n.document, n.authority, n.reason, n.source
       from unnest($2::uuid[], $3::text[], $4::float8[], $5::uuid[], $6::bytea[], $7::text[], $8::text[])
         as n (id, kind, at, document, authority, reason, source)
       on conflict (account, source) where source is not null do nothing`,
      [
        session.account,
        found.map(() => randomUUID()),
        found.map(({ kind }) => kind),
        found.map(({ at }) => at),
        found.map(({ document }) => document),
        found.map(({ authority }) => authority && fromHex(authority)),
        found.map(({ reason }) => reason),
        found.map(({ source }) => source),
      ],
    );
  }

  async #happenings(idNumber: string | null, since: number): Promise<readonly DocumentHappening[]> {
    const { database, digests } = this.#parts;
    return idNumber === null ? [] : selectHappenings(database, digests.person(idNumber), since);
  }

  /** What each of these is called. */
  async #documents(ids: readonly DocumentId[]) {
    const stored = await this.#parts.store.find([...new Set(ids)]);
    return (id: DocumentId) => {
      const found = stored.get(id);
      if (found === undefined) throw new NotFound("document.unknown", "There is no such document.");
      const { documentType, typeName } = found.stream;
      const type = findType(this.#parts.types, documentType);
      const title = type?.title ?? { zh: typeName, es: typeName, en: typeName };
      return { id, type: typeName, title };
    };
  }

  async #office(id: AuthorityId) {
    const { slug, name } = await this.#parts.registry.byId(id);
    return { slug, name };
  }
}

const words: Readonly<
  Record<string, { readonly zh: string; readonly es: string; readonly en: string }>
> = {
  ...readingReasons,
  ...Object.fromEntries(
    Object.entries({ ...statusReasons, ...holderMessages }).map(([name, { text }]) => [name, text]),
  ),
};

/** The fixed reasons and messages alone have words. */
function toReason(code: string | null) {
  if (code === null) return null;
  const text = words[code];
  return text === undefined ? null : { code, text };
}
