import type { ErrorData, TrustHead } from "@sello/sdk";
import { type NoteSignature, signNote } from "@sello/sdk/log";
import { listedValidators, parseTrustHead, presentSigners } from "@sello/sdk/trust";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { describeFault } from "../platform/describeFault.ts";
import { NotFound } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { EntryBook } from "../registry/trust/EntryBook.ts";
import type { DocumentType } from "../registry/types/DocumentType.ts";
import type { PublicKey } from "../signing/Signer.ts";
import { toKid, toThumbprint } from "../signing/toKid.ts";
import type { AcceptedTypes } from "./AcceptedTypes.ts";
import { HeadRefused } from "./errors.ts";
import type { FileSignedHead } from "./FileSignedHead.ts";
import { type Introduction, introduce, readIntroduction } from "./introduction.ts";
import { judgeHead } from "./judgeHead.ts";
import type { OfficeKeys } from "./OfficeKeys.ts";
import type { OwnRegistries } from "./OwnRegistries.ts";
import type { SignRequest } from "./SignRequest.ts";

export type TrustSignerOptions = {
  /** Of the office, as heads name it. */
  readonly name: string;
  readonly keys: OfficeKeys;
  readonly signed: FileSignedHead;
  readonly registries: OwnRegistries;
  /** The document types of the office's own files, at a public address. */
  readonly types: (publicUrl: string) => readonly DocumentType[];
  /** Those that officers have published. */
  readonly accepted: AcceptedTypes;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * One office that signs trust lists. It believes nothing of what it is asked to sign: the head must follow the one that
 * it signed last, and authorities, validators and document types must be those that its own node and files give; a type
 * that officers published must have the signatures of two who administer its authority or one above. It never
 * signs two heads of one version. What no chain has (keys of logs, witnesses, their quorum) it cannot build; of that it
 * holds what has ended.
 */
export class TrustSigner {
  readonly #options: TrustSignerOptions;
  readonly #book: EntryBook;
  #held: ReadonlyMap<string, PublicKey> = new Map();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: TrustSignerOptions) {
    this.#options = options;
    this.#book = new EntryBook({ find: async () => this.#held });
  }

  /**
   * Signatures by those of the office's keys that are asked for. The same text again gets the same answer.
   * @throws HeadRefused; the sdk's `TrustListError` for a text that is no head, or that contradicts the last one;
   * `Unavailable` when the office's node does not answer
   */
  async sign(request: SignRequest): Promise<readonly NoteSignature[]> {
    const { signed, keys } = this.#options;
    if (request.text !== signed.text()) await this.#inTurn(() => this.#accept(request));
    const wanted = (await keys.all()).filter(({ vkey }) => request.signers.includes(vkey));
    return (await signNote(request.text, wanted)).signatures;
  }

  /**
   * The office's key after its present one, made if it is missing, in a note by which both introduce it. Of a key that is
   * not here, by the new one alone. @throws HeadRefused `trust_list.signers` for a key that the last head does not name
   */
  async successor(oldKey: string, network: string): Promise<string> {
    return this.#inTurn(async () => {
      const { keys, name, signed } = this.#options;
      const last = signed.read();
      const isPresent = last !== null && presentSigners(last).some(({ key }) => key === oldKey);
      if (!isPresent || last.network !== network)
        throw new HeadRefused("trust_list.signers", "This key is not the office's present one.");
      const held = await keys.all();
      const old = held.find(({ vkey }) => vkey === oldKey);
      const next = old ? await keys.follow(oldKey, old.key.name) : held.at(-1);
      if (next === undefined) throw new NotFound("trust_signer.no_key", "There is no key here.");
      const introduction = { network, office: name, oldKey, newKey: next.vkey };
      return introduce(introduction, old ? [old, next] : [next]);
    });
  }

  /** One at a time: what is judged by the last head is signed before the next is judged. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #accept(request: SignRequest): Promise<void> {
    const { signed, logger } = this.#options;
    const { text } = request;
    if (text === signed.text()) return;
    const head = parseTrustHead(text);
    const last = signed.read();
    try {
      await this.#judge(request, head, last);
    } catch (error) {
      const fault = describeFault(error);
      const data = error instanceof HeadRefused ? error.data : {};
      logger.error({ version: head.version, fault, data }, "a trust list was not signed");
      throw error;
    }
    signed.raise(text);
    logger.info({ version: head.version }, "a trust list was signed");
  }

  async #judge(request: SignRequest, head: TrustHead, last: TrustHead | null): Promise<void> {
    const { name, keys, clock, registries } = this.#options;
    const now = toSeconds(clock.nowMs());
    if (last !== null && head.version === last.version)
      throw new HeadRefused("trust_list.other_head", "Another head of this version was signed.", {
        version: last.version,
      });
    const known = await Promise.all(request.introductions.map(readIntroduction));
    const introductions = known.filter((each): each is Introduction => each !== null);
    judgeHead(head, last, { name, keys: keys.names }, introductions, now);
    await registries.follow(head, last, request.registries);
    await this.#requireOwnEntries(request, head, now);
  }

  async #requireOwnEntries(request: SignRequest, head: TrustHead, now: number): Promise<void> {
    const { registries, types, accepted } = this.#options;
    const { publicUrl } = head;
    const snapshot = registries.snapshot(head, request.registries, now);
    this.#held = toHeld(request);
    await accepted.accept(request.offered, snapshot, request.registries, publicUrl);
    const all = accepted.beside(types(publicUrl), request.types, publicUrl);
    const { entries } = await this.#book.build(snapshot, all);
    requireSame("trust_list.other_root", head.authorities, entries.authorities.tree);
    const held = { accepted: accepted.contents };
    requireSame("trust_list.other_types", head.documentTypes, entries.documentTypes.tree, held);
    const validators = listedValidators(snapshot.validators);
    requireSame("trust_list.other_validators", head.validators, validators);
  }
}

/** By the thumbprint that each has, whatever they are said to be. */
const toHeld = ({ keys }: SignRequest): ReadonlyMap<string, PublicKey> =>
  new Map(
    keys.map(({ x, y }) => {
      const jwk = { kty: "EC", crv: "P-256", x, y } as const;
      const kid = toKid(jwk);
      return [toThumbprint(kid) as string, { kid, jwk }];
    }),
  );

function requireSame(
  code: "trust_list.other_root" | "trust_list.other_types" | "trust_list.other_validators",
  offered: unknown,
  own: unknown,
  more: ErrorData = {},
): void {
  if (JSON.stringify(offered) === JSON.stringify(own)) return;
  const data = code === "trust_list.other_validators" ? {} : { offered, own, ...more };
  throw new HeadRefused(code, "The office's own node and files give another one.", data);
}
