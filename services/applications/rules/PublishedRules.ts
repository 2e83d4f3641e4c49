import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import { type RuleSet, readRuleSet } from "@sello/sdk/decision";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { BoundedCache } from "../../platform/BoundedCache.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { rolesOf } from "../../registry/officerRoles.ts";
import type { Registry } from "../../registry/Registry.ts";
import { applicationLimits } from "../applicationLimits.ts";
import type { LiveRules, LiveVersion } from "./LiveRules.ts";
import type { PgRuleVersions } from "./PgRuleVersions.ts";
import type { RuleVersion } from "./RuleVersion.ts";

type Parts = {
  readonly store: PgRuleVersions;
  readonly reader: Pick<DocumentReader, "states">;
  readonly registry: Pick<Registry, "byId">;
};

/** The rules that two officers have signed, once the document that says so is in the log. */
export class PublishedRules implements LiveRules {
  readonly #parts: Parts;
  /** What is published changes no more. */
  readonly #published = new BoundedCache<string, RuleVersion>(applicationLimits.ruleVersionsListed);
  readonly #read = new BoundedCache<string, RuleSet>(applicationLimits.ruleVersionsListed);
  /** Who gave a grant never changes. */
  readonly #grantors = new BoundedCache<string, Hex>(applicationLimits.ruleVersionsListed);
  /** Documents that are in the log: they stay there. */
  readonly #inLog = new Set<DocumentId>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async current(item: string, now: number): Promise<LiveVersion | null> {
    for (const id of await this.#parts.store.begun(item, now)) {
      const version = await this.#find(id);
      if (version?.document && (await this.#isInLog(version.document)))
        return this.#toLive(version, now);
    }
    return null;
  }

  async byId(id: string): Promise<LiveVersion | null> {
    const version = await this.#find(id);
    return version === null ? null : this.#toLive(version, version.from);
  }

  async grant(
    queryable: Queryable,
    { id }: LiveVersion,
    authority: AuthorityId,
  ): Promise<string | null> {
    const { store, registry } = this.#parts;
    const grant = await store.liveGrant(queryable, id, authority);
    if (grant === null) return null;
    const mayIssue = rolesOf(await registry.byId(authority), grant.account).includes("issue");
    return mayIssue ? grant.id : null;
  }

  async grantor(id: string): Promise<Hex> {
    const known = this.#grantors.get(id);
    if (known !== undefined) return known;
    const grant = await this.#parts.store.grant(id);
    if (grant === null) throw new TypeError("a grant that was used is not there");
    this.#grantors.set(id, grant.account);
    return grant.account;
  }

  async #find(id: string): Promise<RuleVersion | null> {
    const known = this.#published.get(id);
    if (known !== undefined) return known;
    const version = await this.#parts.store.find(id);
    if (version?.state === "published") this.#published.set(id, version);
    return version;
  }

  async #isInLog(document: DocumentId): Promise<boolean> {
    if (this.#inLog.has(document)) return true;
    const state = (await this.#parts.reader.states([document])).get(document);
    if (state === "anchored") this.#inLog.add(document);
    return state === "anchored";
  }

  #toLive(version: RuleVersion, now: number): LiveVersion | null {
    const { id, item, number, document, rules: ruleText, rulesSha256, until } = version;
    if (number === null || document === null) return null;
    const rules = this.#read.get(rulesSha256) ?? readRuleSet(ruleText);
    this.#read.set(rulesSha256, rules);
    const isInForce = until === null || now < until;
    return { id, item, number, document, ruleText, rulesSha256, rules, isInForce };
  }
}
