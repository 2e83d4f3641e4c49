import type { DocumentId } from "@sello/sdk";
import type { DocumentOpener } from "../../issuing/atRest/DocumentOpener.ts";
import type { LiveDigestSecrets } from "../../issuing/DigestGenerations.ts";
import { givenClaims } from "../../issuing/givenClaims.ts";
import type { NamedDocument, NewDigests, PgDigests } from "../../issuing/PgDigests.ts";
import type { RecordDigests } from "../../issuing/RecordDigests.ts";
import { readPerson } from "../../issuing/readPerson.ts";
import { readSdJwt } from "../../issuing/readSdJwt.ts";
import type { Clock } from "../../platform/Clock.ts";
import { limits } from "../../platform/limits.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { findType } from "../../registry/types/findType.ts";
import { advancePhases, next, type Phase, type PhaseResult } from "../Phases.ts";
import type { JsonObject, Progress, Turnover, TurnoverKind } from "../Turnover.ts";
import { settling } from "../termPhases.ts";

export type DigestSecretTurnoverOptions = {
  readonly store: PgDigests;
  readonly digests: RecordDigests;
  readonly opener: Pick<DocumentOpener, "open">;
  readonly secrets: Pick<LiveDigestSecrets, "make" | "refresh">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly clock: Clock;
};

/**
 * Another secret that keys the digests of records and of requests. Every process knows it before a stream names its new
 * documents with it; the documents of before are named again, from what they say themselves. What was named with an ID
 * number given beside the claims cannot be: for these the old secret stays, for look-ups alone. Requests are remembered
 * for a month under the old secret, and it is erased after that (`IssuingUpkeep`).
 */
export class DigestSecretTurnover implements TurnoverKind<"digest-secret"> {
  readonly name = "digest-secret";
  readonly of = "city";
  readonly #options: DigestSecretTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: DigestSecretTurnoverOptions) {
    this.#options = options;
    this.#phases = [
      { name: "make", run: (data) => this.#begin(data) },
      { name: "settle", run: async (data) => settling(options, data.begunAtMs) ?? next },
      { name: "streams", run: (data) => this.#switch(data) },
      { name: "rename", run: (data) => this.#rename(data) },
      { name: "forget", run: (data) => this.#forget(data) },
    ];
  }

  async begin(): Promise<JsonObject> {
    return { generation: (await this.#options.store.newest()) + 1 };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  /** How many documents were named again, and how many need the old secret still: for their names, or their persons. */
  view({ data }: Turnover): JsonObject {
    const { renamed, names, persons } = { ...nothing, ...data };
    return { renamed, names, persons };
  }

  async #begin({ generation }: JsonObject): Promise<PhaseResult> {
    const { store, secrets, clock } = this.#options;
    await secrets.make(Number(generation));
    await store.begin(Number(generation));
    await secrets.refresh();
    return { next: { begunAtMs: clock.nowMs() } };
  }

  async #switch({ generation }: JsonObject): Promise<PhaseResult> {
    await this.#options.store.switchStreams(Number(generation));
    return next;
  }

  async #rename(data: JsonObject): Promise<PhaseResult> {
    const { store, secrets } = this.#options;
    const generation = Number(data.generation);
    // After a start in the middle, too.
    await secrets.refresh();
    const after = (data.after as DocumentId | undefined) ?? null;
    const { last, ...counts } = await store.transaction(async (tx) => {
      const page = await store.page(tx, generation, after, limits.digestsPerPiece);
      const named = await Promise.all(page.map((document) => this.#nameOf(document, generation)));
      await store.rename(tx, generation, named);
      return { last: page.at(-1)?.id, ...count(page, named, generation) };
    });
    const sum = add({ ...nothing, ...data }, counts);
    if (last === undefined) return { next: sum };
    const kept = { ...data, ...sum, after: last };
    return { progress: { state: "running", step: "rename", data: kept, done: sum.renamed } };
  }

  /** Only what comes out of the claims under the old secret as it is stored can be made again under the new one. */
  async #nameOf(document: NamedDocument, generation: number): Promise<NewDigests> {
    const { digests, opener } = this.#options;
    const type = findType(this.#options.types, document.documentType);
    if (type === null) return { id: document.id, name: null, personKey: null };
    const claims = givenClaims(type, readSdJwt(await opener.open(document.copy)).claims);
    const { number } = readPerson(type, claims);
    const renewed = digests.under(generation, type, claims, number);
    const before = digests.under(document.generation, type, claims, number);
    const isSame =
      before?.naturalKey.equals(document.naturalKey) &&
      before.claimsDigest.equals(document.claimsDigest);
    const person = digests.under(document.personGeneration, type, claims, number)?.personKey;
    const isPerson = document.personKey !== null && person?.equals(document.personKey);
    return {
      id: document.id,
      name: isSame ? renewed : null,
      personKey: isPerson ? (renewed?.personKey ?? null) : null,
    };
  }

  async #forget(data: JsonObject): Promise<PhaseResult> {
    const { store, secrets } = this.#options;
    const generation = Number(data.generation);
    await store.endRecords(generation);
    await store.keepForPersons(generation);
    await store.endRequests();
    await secrets.refresh();
    return next;
  }
}

/** Documents that were named again; and those that stay, by name or by person, as they were named. */
type Counts = { readonly renamed: number; readonly names: number; readonly persons: number };

const nothing: Counts = { renamed: 0, names: 0, persons: 0 };

const add = (a: Counts, b: Counts): Counts => ({
  renamed: a.renamed + b.renamed,
  names: a.names + b.names,
  persons: a.persons + b.persons,
});

function count(
  page: readonly NamedDocument[],
  named: readonly NewDigests[],
  generation: number,
): Counts {
  const keepsName = (document: NamedDocument, index: number) =>
    document.generation < generation && named[index]?.name === null;
  const keepsPerson = (document: NamedDocument, index: number) =>
    document.personKey !== null &&
    document.personGeneration < generation &&
    named[index]?.personKey === null;
  const names = page.filter(keepsName).length;
  const persons = page.filter(keepsPerson).length;
  const renamed = page.filter((document, index) => !keepsName(document, index)).length;
  return { renamed, names, persons };
}
