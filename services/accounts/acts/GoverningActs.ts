import { randomBytes, randomUUID } from "node:crypto";
import { type AuthorityId, type Hex, toHex } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type OfficerSession, toActor } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { ManyAccount, ManyAccounts } from "../../registry/accounts/ManyAccount.ts";
import { hashOf, type SignersData, type ToSign } from "../../registry/accounts/toSignersData.ts";
import type { RegistryChanges } from "../../registry/changes/RegistryChanges.ts";
import type { SharedOffices } from "../many/SharedOffices.ts";
import type { SignerChecks } from "../many/SignerChecks.ts";
import type { GoverningAct } from "./GoverningAct.ts";
import { type ActKinds, kindOf } from "./kinds/kindOf.ts";
import type { PgGoverningActs } from "./PgGoverningActs.ts";

/** An act with what its account says now. */
export type ShownAct = {
  readonly act: GoverningAct;
  /** Who signs now, and how many must. */
  readonly account: ManyAccount;
  /** What the account is to sign, and what each of its people signs for it. */
  readonly requests: readonly { readonly request: ToSign; readonly signed: SignersData }[];
};

export type ActProposal = {
  readonly account: Hex;
  readonly operations: readonly unknown[];
  /** Of an open act of the same account: of the two at most one can ever take effect. */
  readonly replaces?: string;
};

type Parts = {
  readonly store: PgGoverningActs;
  readonly shared: Pick<SharedOffices, "of">;
  readonly accounts: ManyAccounts;
  readonly checks: Pick<SignerChecks, "require">;
  readonly kinds: ActKinds;
  /** Where the registry of the open deployment is. */
  readonly place: RegistryChanges["place"];
  /** What an account may look at without signing for anybody. */
  readonly audited: (account: Hex) => Promise<readonly AuthorityId[]>;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/**
 * Acts of accounts that take m of n people, whatever they are for: what waits for signatures, and whose. Signatures are checked when
 * they come; when there are enough they are put together and sent. The service can carry out none by itself: what it
 * stores is what people signed, and the contract asks the account.
 */
export class GoverningActs {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Of all accounts that the officer signs for, and of those that administer what they audit. */
  async list({ account }: Pick<OfficerSession, "account">): Promise<readonly ShownAct[]> {
    const { shared, store, accounts, audited } = this.#parts;
    const own = (await shared.of(account)).map((each) => each.account);
    const known = new Map(own.map((each) => [each.account, each]));
    const acts = await store.list([...known.keys()], await audited(account));
    for (const { account: other } of acts) {
      const found = known.has(other) ? null : await accounts.find(other);
      if (found !== null) known.set(other, found);
    }
    return acts.flatMap((act) => {
      const of = known.get(act.account);
      return of ? [this.#show(act, of)] : [];
    });
  }

  /** Unknown, or neither signed for nor audited by the officer: `NotFound` `governing_act.unknown`. */
  async get(officer: OfficerSession, id: string): Promise<ShownAct> {
    const act = await this.#parts.store.byId(id);
    // Read from the chain now, not as it was a moment ago: who was removed sees and does nothing more.
    const account = act && (await this.#parts.accounts.find(act.account));
    if (!act || !account) throw unknown();
    const isOwn = account.signers.includes(officer.account);
    if (!isOwn && !(await this.#parts.audited(officer.account)).includes(act.authority))
      throw unknown();
    return this.#show(act, account);
  }

  /** As {@link get}, for one of the account's people. */
  async #own(officer: OfficerSession, id: string): Promise<ShownAct> {
    const shown = await this.get(officer, id);
    if (!shown.account.signers.includes(officer.account)) throw unknown();
    return shown;
  }

  /**
   * Begins an act. Errors: `Conflict` `governing_act.not_signer`, `.too_many`, `.over` (what it is to replace); those of its
   * kind's `check`.
   */
  async propose(officer: OfficerSession, proposal: ActProposal): Promise<ShownAct> {
    const { shared, store, kinds, place, clock } = this.#parts;
    const own = await shared.of(officer.account);
    const office = own.find(({ account }) => account.account === proposal.account);
    const administered = office?.offices.find(({ roles }) => roles.includes("administer"));
    if (!office || !administered)
      throw new Conflict(
        "governing_act.not_signer",
        `You are not among the signers of ${proposal.account}, or it administers no authority. Ask its signers to add you.`,
      );
    const kind = kindOf(kinds, proposal.operations);
    const operations = await kind.check(office.account, proposal.operations);
    const replaced = await this.#findReplaced(officer, proposal);
    // Nonces of the registry and of the account are not each other's.
    if (replaced && kindOf(kinds, replaced.act.operations) !== kind) throw unknown();
    const key = BigInt(toHex(randomBytes(24)));
    const nonce = replaced?.act.nonce ?? (await kind.newNonce(proposal.account, key));
    const deadline = toSeconds(clock.nowMs()) + limits.governingActSeconds;
    const act = {
      id: randomUUID(),
      account: proposal.account,
      kind: office.account.kind,
      authority: administered.authority.id,
      operations,
      nonce,
      deadline,
      registry: place.registry.toLowerCase() as Hex,
      proposedBy: officer.account,
      replaces: replaced?.act.id ?? null,
    };
    await store.transaction(async (tx) => {
      if (replaced) await this.#requireEnded(tx, replaced.act, officer);
      if ((await store.countOpen(tx, act.account)) >= limits.governingActsOpen)
        throw new Conflict(
          "governing_act.too_many",
          `The account has ${limits.governingActsOpen} acts that wait. Sign or end some of them first.`,
        );
      await store.insert(tx, act);
      await this.#record(tx, "governing_act.propose", officer, act);
    });
    return this.get(officer, act.id);
  }

  /**
   * Takes the signatures of one of the account's people, the officer's own or another's that was made elsewhere, and sends
   * the act when there are enough. Errors: `Conflict` `governing_act.over`, `.not_signer`, `registry_change.signature`;
   * `InvalidInput` `governing_act.signatures`.
   * @param given.signer as ERC-7913 writes it
   */
  async sign(
    officer: OfficerSession,
    id: string,
    given: { readonly signer: Hex; readonly signatures: readonly Hex[] },
  ): Promise<ShownAct> {
    const { checks, store } = this.#parts;
    const { act, account, requests } = await this.#own(officer, id);
    this.#requireOpen(act);
    if (!account.signers.includes(given.signer))
      throw new Conflict(
        "governing_act.not_signer",
        `${given.signer} is not among the account's signers now.`,
      );
    if (given.signatures.length !== requests.length)
      throw new InvalidInput(
        "governing_act.signatures",
        `The act has ${requests.length} requests, each of which takes a signature; there are ${given.signatures.length}.`,
      );
    const signatures: Hex[] = [];
    for (const [index, { signed }] of requests.entries()) {
      const signature = given.signatures[index] ?? "0x";
      signatures.push(await checks.require(account.kind, given.signer, hashOf(signed), signature));
    }
    await store.transaction(async (tx) => {
      await store.decide(tx, id, { signer: given.signer, signatures });
      await this.#record(tx, "governing_act.sign", officer, act, { signer: given.signer });
    });
    return this.#sendIfSigned(officer, id);
  }

  /** The officer will not sign; a signature of theirs that is here is forgotten. Errors as {@link sign}. */
  async decline(officer: OfficerSession, id: string): Promise<ShownAct> {
    const { store } = this.#parts;
    const { act } = await this.#own(officer, id);
    this.#requireOpen(act);
    await store.transaction(async (tx) => {
      await store.decide(tx, id, { signer: officer.account, signatures: null });
      await this.#record(tx, "governing_act.decline", officer, act);
    });
    return this.get(officer, id);
  }

  /** Sends an act that has its signatures once more. Not enough: `Conflict` `governing_act.incomplete`. */
  async send(officer: OfficerSession, id: string): Promise<ShownAct> {
    const shown = await this.#own(officer, id);
    this.#requireOpen(shown.act);
    if (signersOf(shown).length < shown.account.threshold)
      throw new Conflict(
        "governing_act.incomplete",
        "Too few of the account's people have signed.",
      );
    return this.#sendIfSigned(officer, id);
  }

  /** Gives an act up here. Who has a copy of it with enough signatures could still bring it to the contract. */
  async end(officer: OfficerSession, id: string): Promise<ShownAct> {
    const { act } = await this.#own(officer, id);
    await this.#parts.store.transaction(async (tx) => {
      await this.#requireEnded(tx, act, officer);
      await this.#record(tx, "governing_act.end", officer, act);
    });
    return this.get(officer, id);
  }

  async #sendIfSigned(officer: OfficerSession, id: string): Promise<ShownAct> {
    const { store, kinds } = this.#parts;
    const shown = await this.#own(officer, id);
    const { act, account } = shown;
    const signers = signersOf(shown);
    if (signers.length < account.threshold || !(await store.claim(id))) return shown;
    const requests = shown.requests.map(({ request }) => request);
    const signatures = requests.map((_, index) =>
      signers.map(({ signer, signatures: own }) => ({ signer, signature: own[index] ?? "0x" })),
    );
    const { operations } = act;
    const signed = { account, operations, requests, signatures, person: officer.account };
    try {
      const outcome = await kindOf(kinds, operations).carryOut(signed);
      // What is refused now may be taken later: the act waits, with the reason.
      if (outcome.changeId === undefined) await store.release(id, outcome.refusal);
      else await store.noteCarriedOut(id, outcome.changeId);
    } catch (error) {
      await store.release(id, null);
      throw error;
    }
    return this.get(officer, id);
  }

  async #findReplaced(officer: OfficerSession, { account, replaces }: ActProposal) {
    if (replaces === undefined) return null;
    const shown = await this.#own(officer, replaces);
    if (shown.act.account !== account) throw unknown();
    this.#requireOpen(shown.act);
    return shown;
  }

  #requireOpen(act: GoverningAct): void {
    const isOver = act.deadline <= toSeconds(this.#parts.clock.nowMs());
    const isElsewhere = act.registry !== this.#parts.place.registry.toLowerCase();
    if (act.state === "open" && !isOver && !isElsewhere) return;
    throw over();
  }

  async #requireEnded(tx: Queryable, act: GoverningAct, by: OfficerSession): Promise<void> {
    if (!(await this.#parts.store.end(tx, act.id, by.account))) throw over();
  }

  #show(act: GoverningAct, account: ManyAccount): ShownAct {
    const terms = { signer: act.account, nonce: act.nonce, deadline: BigInt(act.deadline) };
    const kind = kindOf(this.#parts.kinds, act.operations);
    const requests = kind.draft(act.operations, terms).map((request) => ({
      ...{ request, signed: kind.toSigners(account, request) },
    }));
    return { act, account, requests };
  }

  #record(
    tx: Queryable,
    action: string,
    officer: OfficerSession,
    { id, authority, account }: Pick<GoverningAct, "id" | "authority" | "account">,
    data: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const subject = `governing-act:${id}`;
    const event = { actor: toActor(officer), action, subject, authority };
    return this.#parts.audit.record({ ...event, data: { account, ...data } }, tx);
  }
}

/** The current signers that have signed, with their signatures. */
export const signersOf = ({ act, account }: Pick<ShownAct, "act" | "account">) =>
  act.decisions.flatMap(({ signer, signatures }) =>
    signatures !== null && account.signers.includes(signer) ? [{ signer, signatures }] : [],
  );

const unknown = () =>
  new NotFound("governing_act.unknown", "There is no such act of an account that you sign for.");

const over = () =>
  new Conflict(
    "governing_act.over",
    "The act is over: it was sent, ended or has expired. Look at its state; propose it again if it is still wanted.",
  );
