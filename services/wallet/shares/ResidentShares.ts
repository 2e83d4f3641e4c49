import { createHash, randomUUID } from "node:crypto";
import {
  digestConsentReceipt,
  newRecordId,
  type SharedClaims,
  type ShareTerms,
  toShareDigest,
} from "@sello/sdk/share";
import { nameBrowser } from "../../accounts/sessions/nameBrowser.ts";
import type { ResidentSession } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { PgReceipts } from "../receipts/PgReceipts.ts";
import type { PgShares } from "./PgShares.ts";
import { type Share, type StoredShare, stateOf, toConsent } from "./Share.ts";

export type NewShare = ShareTerms & {
  /** SHA-256 of the link's id, in base64url. */
  readonly digest: string;
  readonly sealed: Uint8Array;
  readonly what: SharedClaims;
  readonly purpose?: string | null;
};

/** What who opens a share is given. */
export type OpenedShare = ShareTerms & { readonly sealed: Uint8Array };

/**
 * Documents that residents show by a link. What is kept is encrypted in the resident's browser: nobody here can read it
 * (docs/decisions/0207). Nothing of it is in the audit, which officers read.
 */
export class ResidentShares {
  readonly #store: PgShares;
  readonly #receipts: Pick<PgReceipts, "add">;
  readonly #clock: Clock;

  constructor(parts: {
    readonly store: PgShares;
    readonly receipts: Pick<PgReceipts, "add">;
    readonly clock: Clock;
  }) {
    this.#store = parts.store;
    this.#receipts = parts.receipts;
    this.#clock = parts.clock;
  }

  /**
   * Made again with the same bytes, after an answer was lost, it is the same share. Errors: `InvalidInput` `share.term`;
   * `Conflict` `share.many`, `share.known`.
   */
  async make(
    { account: owner, passkey }: Pick<ResidentSession, "account" | "passkey">,
    given: NewShare,
  ): Promise<Share> {
    const now = this.#now();
    requireTerm(given.endsAt, now);
    const share = toStored(owner, given, now);
    const made = await this.#store.transaction(async (tx) => {
      await this.#store.lockOwner(tx, owner);
      const known = await this.#store.byDigest(given.digest, tx);
      if (known !== null) return requireSame(known, share);
      await this.#requireRoom(tx, owner, now);
      // Somebody else's, in this very moment.
      if (!(await this.#store.insert(tx, share, given.sealed, passkey))) throw isKnown();
      const receipt = Buffer.from(digestConsentReceipt(toConsent(share)), "base64url");
      await this.#receipts.add(tx, receipt, now);
      return share;
    });
    return this.#view(made);
  }

  /** The account's, newest first. @param after the id of the last one seen */
  async list(owner: string, after: string | null, limit: number): Promise<readonly Share[]> {
    return this.#views(await this.#store.list(owner, after, limit));
  }

  /** Nobody opens it any more. One that has ended stays as it is. Not the account's: `NotFound` `share.unknown`. */
  async end(owner: string, id: string): Promise<Share> {
    const now = this.#now();
    const ended = await this.#store.transaction(async (tx) => {
      const found = requireFound(await this.#store.lockOwn(tx, owner, id));
      if (stateOf(found, now) !== "open") return found;
      await this.#store.end(tx, id, now);
      return { ...found, endedAt: now, endedBy: "owner" as const };
    });
    return this.#view(ended);
  }

  /**
   * Whether there is one that can be opened. It tells nothing else, and counts nothing: programs that show a preview of a
   * link ask this. None, or none any more: `NotFound` `share.unknown`.
   */
  async look(linkId: string): Promise<Pick<StoredShare, "once">> {
    const found = requireFound(await this.#store.byDigest(toShareDigest(linkId)));
    if (stateOf(found, this.#now()) !== "open") throw unknown();
    return { once: found.once };
  }

  /**
   * What is encrypted, and counts that it was given out. The same `opening` again, for some minutes, is the same opening.
   * Who has the link's 128 random bits is told why it does not open: `NotFound` `share.unknown`; `Conflict`
   * `share.ended`, `share.used`, `share.expired`.
   */
  async open(linkId: string, opening: string, userAgent: string): Promise<OpenedShare> {
    const now = this.#now();
    return this.#store.transaction(async (tx) => {
      const found = requireFound(await this.#store.lockByDigest(tx, toShareDigest(linkId)));
      const state = stateOf(found, now);
      const since = now - limits.shareAgainSeconds;
      const isAgain =
        (state === "open" || state === "used") &&
        (await this.#store.hasOpening(tx, found.id, opening, since));
      if (!isAgain) await this.#count(tx, found, opening, { at: now, browser: kindOf(userAgent) });
      const sealed = await this.#store.sealed(tx, found.id);
      if (sealed === null) throw refuse("used");
      const { endsAt, once, audience } = found;
      return { endsAt, once, audience, sealed };
    });
  }

  async #count(
    tx: Transaction,
    found: StoredShare,
    opening: string,
    noted: { readonly at: number; readonly browser: string },
  ): Promise<void> {
    const state = stateOf(found, noted.at);
    if (state !== "open") throw refuse(state);
    if (found.openings >= limits.shareOpenings) throw refuse("used");
    await this.#store.noteOpening(tx, found.id, opening, noted);
  }

  async #requireRoom(tx: Transaction, owner: string, now: number): Promise<void> {
    const { open, made } = await this.#store.count(tx, owner, now, now - limits.daySeconds);
    if (open < limits.sharesOpen && made < limits.sharesPerDay) return;
    throw new Conflict(
      "share.many",
      `An account has up to ${limits.sharesOpen} open shares, and makes up to ${limits.sharesPerDay} a day. End those that are not needed.`,
      { open: limits.sharesOpen, perDay: limits.sharesPerDay },
    );
  }

  async #view(share: StoredShare): Promise<Share> {
    const [view] = await this.#views([share]);
    if (view === undefined) throw unknown();
    return view;
  }

  async #views(shares: readonly StoredShare[]): Promise<readonly Share[]> {
    const now = this.#now();
    const ids = shares.map(({ id }) => id);
    const opened = await this.#store.openingsOf(ids, limits.shareOpeningsShown);
    return shares.map((share) => ({
      ...share,
      state: stateOf(share, now),
      opened: opened.get(share.id) ?? [],
    }));
  }

  #now(): number {
    return toSeconds(this.#clock.nowMs());
  }
}

function toStored(owner: string, given: NewShare, now: number): StoredShare {
  const { digest, endsAt, once, audience, what, sealed } = given;
  const sealedSha256 = createHash("sha256").update(sealed).digest("base64url");
  return {
    ...{ id: randomUUID(), owner, digest, what, endsAt, once, audience, sealedSha256 },
    ...{ recordId: newRecordId(), purpose: given.purpose ?? null },
    ...{ madeAt: now, endedAt: null, endedBy: null, openings: 0 },
  };
}

/** Safari on a phone rather than its version: what is kept says no more than its owner needs to know. */
const kindOf = (userAgent: string): string =>
  nameBrowser(userAgent).replace(/[ /][\d.]+/g, "") || "?";

function requireFound(found: StoredShare | null): StoredShare {
  if (found === null) throw unknown();
  return found;
}

const unknown = () =>
  new NotFound("share.unknown", "There is no such share, or not any more. Use the whole link.");

const isKnown = () =>
  new Conflict("share.known", "There is a share with this id. Make it again with another.");

/** Terms and bytes both: the terms are authenticated with them, and stated to who opens it. */
function requireSame(known: StoredShare, given: StoredShare): StoredShare {
  const isSame =
    known.owner === given.owner &&
    known.sealedSha256 === given.sealedSha256 &&
    known.endsAt === given.endsAt &&
    known.once === given.once &&
    known.audience === given.audience;
  if (isSame) return known;
  throw isKnown();
}

function refuse(state: "ended" | "used" | "expired"): Conflict {
  if (state === "ended")
    return new Conflict("share.ended", "Its owner ended it. Ask them for another.");
  return state === "used"
    ? new Conflict("share.used", "It was opened as often as it may be. Ask for another.")
    : new Conflict("share.expired", "Its time is over. Ask for another.");
}

function requireTerm(endsAt: number, now: number): void {
  if (endsAt > now && endsAt <= now + limits.shareDays * limits.daySeconds) return;
  const message = `A share ends in the future, within ${limits.shareDays} days.`;
  const violation = { pointer: "/body/endsAt", code: "share.term", message };
  throw new InvalidInput("share.term", message, [violation]);
}
