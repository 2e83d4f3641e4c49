import { randomBytes } from "node:crypto";
import type { DocumentId } from "@sello/sdk";
import type { PgResidentPasskeys } from "../../accounts/residents/passkeys/PgResidentPasskeys.ts";
import type { ResidentPasskeys } from "../../accounts/residents/passkeys/ResidentPasskeys.ts";
import { retryAfter } from "../../accounts/residents/retryAfter.ts";
import type { DocumentProofs } from "../../anchoring/DocumentProofs.ts";
import type { ResidentSession } from "../../http/Caller.ts";
import { HttpProblem } from "../../http/errors.ts";
import { type DocumentCopies, earlier } from "../../issuing/DocumentCopies.ts";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict, Forbidden, InvalidInput } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { identityType } from "../../registry/types/identityType.ts";
import type { Seals } from "../documents/Seals.ts";
import type { Holder } from "../Holder.ts";
import type { DelegateCopies } from "../mandates/DelegateCopies.ts";
import type { ReachedDocuments } from "../mandates/ReachedDocuments.ts";
import { nonceOf } from "./nonces.ts";
import type { PgCrowds } from "./PgCrowds.ts";
import type { PgDeviceCopies } from "./PgDeviceCopies.ts";
import { readPossession } from "./readPossession.ts";

type Parts = {
  readonly reached: ReachedDocuments;
  readonly delegates: DelegateCopies;
  readonly holder: Holder;
  readonly copies: Pick<DocumentCopies, "add">;
  readonly reader: Pick<DocumentReader, "sdJwt">;
  readonly proofs: Pick<DocumentProofs, "pendingState">;
  readonly seals: Seals;
  readonly deviceCopies: Pick<PgDeviceCopies, "note">;
  readonly crowds: Pick<PgCrowds, "of">;
  readonly challenges: Pick<PgResidentPasskeys, "addChallenge" | "useChallenge">;
  readonly passkeys: Pick<ResidentPasskeys, "standing">;
  readonly clock: Clock;
  readonly publicUrl: string;
};

/**
 * Copies of a resident's documents, and of those of people for whom they act, for keys of their devices, each to be shown once.
 */
export class MyCopies {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What proofs have to name; good once, for this account. */
  async nonce({ account }: ResidentSession) {
    const { challenges, publicUrl } = this.#parts;
    const nonce = randomBytes(32).toString("base64url");
    const now = this.#now();
    const endsAt = now + limits.copyNonceSeconds;
    await challenges.addChallenge(nonceOf(nonce), "copies", account, nonce, { now, endsAt });
    return { nonce, audience: publicUrl, endsAt };
  }

  /**
   * One copy for each key. Not theirs: `NotFound` `document.unknown`. The session's passkey is too new for an identity
   * document: `Forbidden` `passkey.waiting`. The same key twice: `InvalidInput` `possession.malformed`. Too many in a day:
   * `HttpProblem` 429 `rate.limited`. The mandate has ended meanwhile: `Conflict` `mandate.ended`. Others as `readPossession` and
   * `DocumentCopies.add`.
   * @returns the copies, in the order of the proofs
   */
  async make(session: ResidentSession, id: DocumentId, proofs: readonly string[]) {
    const { reached, delegates, copies, reader, deviceCopies } = this.#parts;
    const { document, mandate } = await reached.one(session, id);
    if (document.stream.typeName === identityType) await this.#requireGood(session);
    const keys = await this.#readKeys(session, proofs);
    await this.#count(session, keys.length);
    const by = { callerId: session.account, importId: null };
    const delegate = mandate && (await delegates.toAdd(mandate, id));
    const numbers = await copies.add(id, keys, by, {
      isHolders: true,
      delegate,
      note: (tx, made) => deviceCopies.note(tx, session, id, made),
    });
    const { expiresAt } = document;
    const endsAt = earlier(expiresAt, delegate?.claim.until ?? null);
    return Promise.all(
      numbers.map(async (number) => ({ number, endsAt, sdJwt: await reader.sdJwt(id, number) })),
    );
  }

  /** Not theirs, or no such copy: `NotFound` `document.unknown`. */
  async get(session: ResidentSession, id: DocumentId, number: number) {
    const { reached, delegates, reader, proofs, seals, crowds } = this.#parts;
    const { mandate } = await reached.one(session, id);
    await delegates.require(mandate, id, number);
    const sdJwt = await reader.sdJwt(id, number);
    const { state } = await proofs.pendingState(id, number);
    const [proof, among] = [await seals.proofOf(id, number), await crowds.of(id, number)];
    return { number, state, sdJwt, proof, among };
  }

  async #requireGood(session: ResidentSession): Promise<void> {
    const { good } = await this.#parts.passkeys.standing(session);
    if (good) return;
    throw new Forbidden(
      "passkey.waiting",
      "The passkey of this session is too new for copies of an identity document. Wait until it is good, or come to a desk.",
    );
  }

  async #readKeys({ account }: ResidentSession, proofs: readonly string[]) {
    const now = this.#now();
    const nonce = await this.#useNonce(account, proofs[0] ?? "", now);
    const terms = { nonce, audience: this.#parts.publicUrl, now };
    const keys = proofs.map((proof) => readPossession(proof, terms));
    // Two copies under one key could be told to be of one device.
    if (new Set(keys.map(({ x, y }) => `${x} ${y}`)).size < keys.length)
      throw new InvalidInput("possession.malformed", "Each copy needs a key of its own.");
    return keys;
  }

  async #useNonce(account: string, proof: string, now: number): Promise<string> {
    const named = readNonce(proof);
    const found =
      named === null
        ? null
        : await this.#parts.challenges.useChallenge(nonceOf(named), "copies", account, now);
    if (found !== null) return found;
    throw new Conflict("possession.nonce", "The nonce was used or is over. Ask for a new one.");
  }

  async #count({ account }: ResidentSession, copies: number): Promise<void> {
    const now = this.#now();
    const { counts } = this.#parts.holder;
    const { count, endsAt } = await counts.add(`copies ${account}`, limits.daySeconds, now, copies);
    if (count <= limits.residentCopiesPerDay) return;
    const wait = retryAfter({ endsAt }, now);
    throw new HttpProblem(429, "rate.limited", "Too many copies were made today.", wait);
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

/** As the first proof names it, not checked; null: it names none. */
function readNonce(proof: string): string | null {
  try {
    const said: unknown = JSON.parse(
      Buffer.from(proof.split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    const { nonce } = said as { nonce?: unknown };
    return typeof nonce === "string" && /^[A-Za-z0-9_-]{43}$/.test(nonce) ? nonce : null;
  } catch {
    return null;
  }
}
