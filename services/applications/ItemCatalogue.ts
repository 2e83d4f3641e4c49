import type { DocumentId } from "@sello/sdk";
import { required } from "../issuing/required.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { NotFound } from "../platform/errors.ts";
import type { Registry } from "../registry/Registry.ts";
import type { LiveRules } from "./rules/LiveRules.ts";
import type { PgRuleVersions } from "./rules/PgRuleVersions.ts";
import type { RuleVersion } from "./rules/RuleVersion.ts";
import type { ServiceItems } from "./ServiceItems.ts";

type Parts = {
  readonly database: Queryable;
  readonly items: ServiceItems;
  readonly rules: Pick<LiveRules, "current" | "grant">;
  readonly versions: Pick<PgRuleVersions, "published" | "byNumber" | "signersOf">;
  readonly registry: Pick<Registry, "bySlug">;
  /** IANA name. */
  readonly timeZone: string;
  readonly clock: Clock;
};

/** What everybody may know of service items and their rules. */
export class ItemCatalogue {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list() {
    return Promise.all(
      this.#parts.items.all().map(async ({ item }) => {
        const { slug, title, description, fee, times, looks } = item;
        const live = await this.#live(slug);
        return {
          ...{ slug, title, description, fee, times, looks },
          ...{ answers: await this.#office(item.answers), isAutomatic: live.grant !== null },
        };
      }),
    );
  }

  /** Unknown: `NotFound` `service_item.unknown`. */
  async get(slug: string) {
    const { items, versions } = this.#parts;
    const { item } = items.require(slug);
    const { version, grant } = await this.#live(slug);
    const published = await versions.published(slug);
    const own = published.find(({ id }) => id === version?.id);
    return {
      item,
      answers: await this.#office(item.answers),
      timeZone: this.#parts.timeZone,
      rules: own ? JSON.parse(own.rules) : null,
      cases: own ? JSON.parse(own.cases) : null,
      version: version?.number ?? null,
      versions: await this.#published(published, grant === null ? null : (own?.id ?? null)),
    };
  }

  /** One version that was published. Unknown: `NotFound` `service_item.unknown`, `rules.unknown`. */
  async version(slug: string, number: number) {
    const found = await this.#require(slug, number);
    const [published] = await this.#published([found], null);
    const { granted: _granted, ...said } = required(published);
    return { ...said, rules: JSON.parse(found.rules), cases: JSON.parse(found.cases) };
  }

  /** The document that publishes a version. Errors as `version`. */
  async document(slug: string, number: number): Promise<DocumentId> {
    return toPublished(await this.#require(slug, number)).document;
  }

  async #require(slug: string, number: number): Promise<RuleVersion> {
    const { items, versions } = this.#parts;
    items.require(slug);
    const found = await versions.byNumber(slug, number);
    if (found !== null) return found;
    throw new NotFound("rules.unknown", "There is no published version with this number.");
  }

  /** @param granted the one that decides without a person */
  async #published(versions: readonly RuleVersion[], granted: string | null) {
    const signers = await this.#parts.versions.signersOf(versions.map(({ id }) => id));
    return versions.map((version) => {
      const { id, number, rulesSha256, from, until, publishedAt, document } = toPublished(version);
      return {
        ...{ number, rulesSha256, from, until, publishedAt, document },
        ...{ signedBy: signers.get(id) ?? [], granted: id === granted },
      };
    });
  }

  /** Which version is in force, and whether it decides without a person. */
  async #live(slug: string) {
    const { database, items, rules, registry, clock } = this.#parts;
    const { id: authority } = await registry.bySlug(items.require(slug).item.answers);
    const version = await rules.current(slug, clock.nowMs() / 1_000);
    if (version === null || !version.isInForce) return { version: null, grant: null };
    return { version, grant: await rules.grant(database, version, authority) };
  }

  async #office(of: string) {
    const { slug, name } = await this.#parts.registry.bySlug(of);
    return { slug, name };
  }
}

function toPublished(version: RuleVersion) {
  const { number, publishedAt, document } = version;
  if (number === null || publishedAt === null || document === null)
    throw new TypeError("a published version without its document");
  return { ...version, number, publishedAt, document };
}
