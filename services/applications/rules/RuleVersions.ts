import { randomUUID } from "node:crypto";
import type { AuthorityId, Hex } from "@sello/sdk";
import {
  DecisionError,
  readRuleCases,
  readRuleSet,
  ruleSignaturesNeeded,
  ruleTextSha256,
  ruleVersionType,
  toRuleText,
  toRuleVersionClaims,
} from "@sello/sdk/decision";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, type OfficerCaller, officerId, toActor } from "../../http/Caller.ts";
import type { Issuing } from "../../issuing/Issuing.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "../../platform/errors.ts";
import { hashOf } from "../../registry/accounts/toSignersData.ts";
import { isSubordinate } from "../../registry/isSubordinate.ts";
import { rolesOf } from "../../registry/officerRoles.ts";
import type { Registry } from "../../registry/Registry.ts";
import { toApprovalSignature } from "../../registry/types/published/approvals.ts";
import type { SigningContracts } from "../../registry/types/published/SigningContracts.ts";
import { applicationLimits } from "../applicationLimits.ts";
import { findCaseFaults } from "../items/readServiceItems.ts";
import type { RuleEngine } from "../review/RuleEngine.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import { findEngineFaults } from "./findEngineFaults.ts";
import type { PgRuleVersions } from "./PgRuleVersions.ts";
import type { KeptSignature, RuleVersion } from "./RuleVersion.ts";
import { grantTypedData, publishingTypedData, type RuleSigning } from "./ruleTypedData.ts";

export type RuleVersionsParts = {
  readonly store: PgRuleVersions;
  readonly items: ServiceItems;
  readonly engine: RuleEngine;
  readonly registry: Pick<Registry, "bySlug" | "byId" | "lineage">;
  readonly issuing: Pick<Issuing, "issueWithin">;
  readonly contracts: SigningContracts;
  /** The registry of the open deployment, which signatures name. */
  readonly place: { readonly chainId: number; readonly registry: Hex };
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/** Who acts: an officer who is signed in, in the name of an authority. */
type Acting = Pick<OfficerCaller, "account" | "authority">;

type Term = { readonly from: number; readonly until: number | null };
type Content = Term & { readonly rules: unknown; readonly cases: unknown };

/** Versions of the rules of items: drafted by one officer, signed by two, and granted by one who may issue by them. */
export class RuleVersions {
  readonly #parts: RuleVersionsParts;

  constructor(parts: RuleVersionsParts) {
    this.#parts = parts;
  }

  /** Of another authority than the caller's and those below it: `NotFound` `rules.unknown`. */
  async get(caller: Pick<Caller, "authority">, id: string): Promise<RuleVersion> {
    return this.#requireVisible(caller, await this.#parts.store.find(id));
  }

  /** Whether the caller may open applications that the authority answers: who issues there. */
  async mayOpen(caller: Caller, authority: AuthorityId): Promise<boolean> {
    if (caller.kind !== "officer" || caller.authority !== authority) return false;
    return rolesOf(await this.#parts.registry.byId(authority), caller.account).includes("issue");
  }

  /** A draft, beginning as the newest version. Errors: `NotFound` `service_item.unknown`, `Forbidden` `rules.officer`, `Conflict` `rules.too_many`. */
  async begin(caller: Caller, item: string, term: Term): Promise<RuleVersion> {
    const { store, items, registry } = this.#parts;
    const loaded = items.require(item);
    const acting = requireOfficer(caller);
    const { id: authority } = await registry.bySlug(loaded.item.answers);
    await this.#requireMay(acting, authority);
    requireTerm(term);
    const [newest] = await store.published(item);
    const rules = newest?.rules ?? loaded.ruleText;
    const version: RuleVersion = {
      ...{
        id: randomUUID(),
        item,
        number: null,
        authority,
        rules,
        rulesSha256: ruleTextSha256(rules),
      },
      ...{ cases: newest?.cases ?? loaded.caseText, state: "draft", ...term, revision: 0 },
      ...{ changedBy: toActor(caller), changedAt: this.#now(), document: null, publishedAt: null },
    };
    await store.transaction(async (tx) => {
      await store.alone(tx, item);
      if ((await store.count(tx, authority)) >= applicationLimits.ruleDrafts)
        throw new Conflict("rules.too_many", "There are as many drafts as there may be.");
      await store.save(tx, version);
      await this.#record(tx, acting, "rules.begin", version);
    });
    return version;
  }

  /** Errors: `Conflict` `rules.state`, `rules.changed`; `InvalidInput` `rules.unreadable`, `rules.term`; else as `begin`. */
  change(caller: Caller, id: string, revision: number, content: Content): Promise<RuleVersion> {
    const { rules, cases } = readContent(content);
    requireTerm(content);
    const { from, until } = content;
    return this.#edit(caller, id, revision, ["draft"], "rules.change", async (version) => ({
      ...{ ...version, rules, cases, rulesSha256: ruleTextSha256(rules), from, until },
    }));
  }

  discard(caller: Caller, id: string, revision: number): Promise<RuleVersion> {
    return this.#edit(
      caller,
      id,
      revision,
      ["draft", "signing"],
      "rules.discard",
      async (version) => ({
        ...{ ...version, state: "discarded", number: null },
      }),
    );
  }

  /** A draft again; what was signed counts for nothing. */
  giveBack(caller: Caller, id: string, revision: number): Promise<RuleVersion> {
    return this.#edit(caller, id, revision, ["signing"], "rules.return", async (version, tx) => {
      await this.#parts.store.dropSignatures(tx, id);
      return { ...version, state: "draft", number: null };
    });
  }

  /** To be signed. Cases that come out otherwise: `InvalidInput` `rules.faults`; another is being signed: `Conflict` `rules.signing`. */
  async review(caller: Caller, id: string, revision: number): Promise<RuleVersion> {
    const faults = await this.faults(await this.get(caller, id));
    if (faults.length > 0)
      throw new InvalidInput(
        "rules.faults",
        "Cases come out otherwise than expected, or some are missing.",
        faults.map((message) => ({ pointer: "/cases", code: "rules.case", message })),
      );
    const { store } = this.#parts;
    return this.#edit(caller, id, revision, ["draft"], "rules.review", async (version, tx) => {
      await store.alone(tx, version.item);
      if (await store.isSigning(tx, version.item))
        throw new Conflict("rules.signing", "Another version of this item is being signed.");
      const [newest] = await store.published(version.item, tx);
      return { ...version, state: "signing", number: (newest?.number ?? 0) + 1 };
    });
  }

  /** What is to be mended: cases that come out otherwise by either evaluator, and what no case tries. */
  async faults({ rules, cases }: Pick<RuleVersion, "rules" | "cases">): Promise<string[]> {
    const [ruleSet, read] = [readRuleSet(rules), readRuleCases(cases)];
    const own = findCaseFaults(ruleSet, read);
    return own.length > 0 ? own : findEngineFaults(this.#parts.engine, ruleSet, rules, read);
  }

  /** What the officer's wallet signs to publish it. */
  async toSign(caller: Caller, id: string) {
    const version = await this.get(caller, id);
    const acting = requireOfficer(caller);
    await this.#requireMay(acting, version.authority);
    return publishingTypedData(this.#signing(acting), requireNumbered(version, "signing"));
  }

  /** With the second officer's signature it is published, by a document. Errors: `Conflict` `rules.signature`, `rules.signed`; what `Issuing.issueWithin` throws; else as `change`. */
  async sign(caller: Caller, id: string, revision: number, signature: Hex): Promise<RuleVersion> {
    const { store } = this.#parts;
    const acting = requireOfficer(caller);
    const seen = await this.get(caller, id);
    await this.#requireMay(acting, seen.authority);
    if (seen.revision !== revision) throw changed(seen);
    const data = publishingTypedData(this.#signing(acting), requireNumbered(seen, "signing"));
    const kept = await this.#keep(acting, hashOf(data), signature);
    const signed = await store.transaction(async (tx) => {
      const version = await this.#requireVisible(caller, await store.find(id, tx));
      if (version.state !== "signing") throw notNow(version);
      if (version.revision !== seen.revision) throw changed(version);
      const others = await store.signatures(id, tx);
      // Somebody was killed before it was published: who signs again publishes it.
      if (others.length >= ruleSignaturesNeeded) return { version, signatures: others };
      if (others.some(({ account }) => account === acting.account))
        throw new Conflict(
          "rules.signed",
          "You have signed it. The other signature is another officer's.",
        );
      await store.addSignature(tx, id, kept);
      await this.#record(tx, acting, "rules.sign", version);
      return { version, signatures: [...others, kept] };
    });
    if (signed.signatures.length < ruleSignaturesNeeded) return signed.version;
    return this.#publish(acting, signed.version, signed.signatures);
  }

  /** What the officer's wallet signs so that it decides without a person. */
  async toGrant(caller: Caller, id: string) {
    const version = await this.#requireOwn(caller, id);
    return grantTypedData(
      this.#signing(requireOfficer(caller)),
      requireNumbered(version, "published"),
    );
  }

  /** It decides without a person from now on. Errors: `Conflict` `rules.signature`, `rules.granted`, `rules.state`; else as `get`. */
  async grant(caller: Caller, id: string, signature: Hex): Promise<void> {
    const { store } = this.#parts;
    const acting = requireOfficer(caller);
    const version = await this.#requireOwn(caller, id);
    const data = grantTypedData(this.#signing(acting), requireNumbered(version, "published"));
    const kept = await this.#keep(acting, hashOf(data), signature);
    await store.transaction(async (tx) => {
      const grant = { id: randomUUID(), version: id, authority: version.authority };
      if (!(await store.addGrant(tx, grant, kept)))
        throw new Conflict("rules.granted", "It decides without a person already.");
      await this.#record(tx, acting, "rules.grant", version);
    });
  }

  /** A person decides from now on. Not granted: `Conflict` `rules.not_granted`. */
  async endGrant(caller: Caller, id: string): Promise<void> {
    const { store } = this.#parts;
    const acting = requireOfficer(caller);
    const version = await this.#requireOwn(caller, id);
    await store.transaction(async (tx) => {
      const by = toActor(caller);
      if (!(await store.endGrant(tx, id, version.authority, by, this.#now())))
        throw new Conflict("rules.not_granted", "It does not decide without a person.");
      await this.#record(tx, acting, "rules.end_grant", version);
    });
  }

  /** The document that says so, and the state, in one transaction. Killed before that, the next signature's try does it. */
  async #publish(
    acting: Acting,
    version: RuleVersion,
    signatures: readonly KeptSignature[],
  ): Promise<RuleVersion> {
    const { store, issuing } = this.#parts;
    const { authority } = version;
    const at = this.#now();
    const published = { ...version, state: "published" as const, publishedAt: at, changedAt: at };
    const { number, ...said } = requireNumbered(version, "signing");
    const claims = toRuleVersionClaims({ ...said, version: number, signatures });
    const request = { authority, type: ruleVersionType, claims };
    const [document = null] = await issuing.issueWithin([() => request], {
      callerId: officerId(acting.account),
      within: async (tx, [document = null]) => {
        const now = await store.find(version.id, tx);
        if (now?.state !== "signing" || now.revision !== version.revision) throw notNow(version);
        await store.save(tx, { ...published, document });
        await this.#record(tx, acting, "rules.publish", version);
      },
    });
    return { ...published, document };
  }

  async #edit(
    caller: Caller,
    id: string,
    revision: number,
    states: readonly RuleVersion["state"][],
    action: string,
    edit: (version: RuleVersion, tx: Transaction) => Promise<RuleVersion>,
  ): Promise<RuleVersion> {
    const { store } = this.#parts;
    const acting = requireOfficer(caller);
    return store.transaction(async (tx) => {
      const version = await this.#requireVisible(caller, await store.find(id, tx));
      await this.#requireMay(acting, version.authority);
      if (!states.includes(version.state)) throw notNow(version);
      if (version.revision !== revision) throw changed(version);
      const edited = {
        ...(await edit(version, tx)),
        ...{ revision: revision + 1, changedBy: toActor(caller), changedAt: this.#now() },
      };
      await store.save(tx, edited);
      await this.#record(tx, acting, action, edited);
      return edited;
    });
  }

  async #keep({ account }: Acting, hash: Hex, signature: Hex): Promise<KeptSignature> {
    const { contracts, place } = this.#parts;
    const kept = await toApprovalSignature(account, hash, signature, contracts);
    if (kept === null)
      throw new Conflict(
        "rules.signature",
        "The signature is not by your account under these rules. Sign them with the account that you are signed in with.",
      );
    return { account, signature: kept, ...place, at: this.#now() };
  }

  async #requireVisible(
    { authority }: Pick<Caller, "authority">,
    version: RuleVersion | null,
  ): Promise<RuleVersion> {
    const { registry } = this.#parts;
    if (version !== null && (await isSubordinate(registry, version.authority, authority)))
      return version;
    throw new NotFound("rules.unknown", "There are no such rules.");
  }

  /** Granting is for the authority that answers, and nobody above it. */
  async #requireOwn(caller: Caller, id: string): Promise<RuleVersion> {
    const version = await this.get(caller, id);
    if (version.authority === caller.authority) return version;
    throw new Forbidden("rules.officer", "This is for officers of the authority that answers.");
  }

  /** Who may issue at the authority that answers, or administers it or one above it, makes its rules. */
  async #requireMay({ account }: Acting, authority: AuthorityId): Promise<void> {
    const line = await this.#parts.registry.lineage(authority);
    const may = line.some((each) => {
      const roles = rolesOf(each, account);
      return roles.includes("administer") || (each.id === authority && roles.includes("issue"));
    });
    if (may) return;
    throw new Forbidden(
      "rules.officer",
      "This is for officers who may issue at the authority that answers, or who administer it.",
    );
  }

  #signing({ account }: Acting): RuleSigning {
    return { ...this.#parts.place, signer: account };
  }

  #record(tx: Transaction, acting: Acting, action: string, version: RuleVersion): Promise<void> {
    const { id, item, number, rulesSha256 } = version;
    return this.#parts.audit.record(
      {
        actor: `officer:${acting.account}`,
        action,
        subject: `rules:${id}`,
        authority: acting.authority,
        data: { item, number, rulesSha256 },
      },
      tx,
    );
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

/** Rules and cases as the texts that are kept and signed. Throws `InvalidInput` `rules.unreadable`. */
export function readContent({ rules, cases }: Pick<Content, "rules" | "cases">): {
  readonly rules: string;
  readonly cases: string;
} {
  try {
    const texts = { rules: toRuleText(rules), cases: toRuleText(cases) };
    readRuleSet(texts.rules);
    readRuleCases(texts.cases);
    return texts;
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    throw new InvalidInput("rules.unreadable", error.message, [
      { pointer: "/rules", code: error.code, message: error.message },
    ]);
  }
}

function requireOfficer(caller: Caller): OfficerCaller {
  if (caller.kind === "officer") return caller;
  throw new Forbidden("rules.officer", "People make rules: sign in as an officer.");
}

function requireTerm({ from, until }: Term): void {
  if (until === null || until > from) return;
  throw new InvalidInput("rules.term", "The rules would end before they begin.");
}

function requireNumbered(version: RuleVersion, state: RuleVersion["state"]) {
  const { number } = version;
  if (version.state !== state || number === null) throw notNow(version);
  return { ...version, number };
}

const notNow = ({ state }: RuleVersion) =>
  new Conflict("rules.state", `That cannot be done in the state ${state}.`, { state });
const changed = ({ revision }: RuleVersion) =>
  new Conflict("rules.changed", "The rules were changed meanwhile. Look at them again.", {
    revision,
  });
