import { SelloError } from "@sello/sdk";
import { type NoteSignature, parseVerifierKey, verifyNote } from "@sello/sdk/log";
import type { Clock } from "../platform/Clock.ts";
import { describeFault } from "../platform/describeFault.ts";
import { Unavailable } from "../platform/errors.ts";
import { KeptAnswer } from "../platform/KeptAnswer.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import type {
  GatheredSignatures,
  HeadProposal,
  OfficeProblem,
  TrustOffices,
} from "../registry/trust/TrustOffices.ts";
import type { PublishedType } from "../registry/types/published/PublishedType.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import type { SignerTerm } from "../signing/terms/Terms.ts";
import type { TrustSigners } from "../signing/terms/TrustSigners.ts";
import type { HttpTrustSigner } from "./HttpTrustSigner.ts";
import { alsoSign, introduce, readIntroduction } from "./introduction.ts";
import { signWithTypes } from "./OfferedTypes.ts";
import type { SignRequest } from "./SignRequest.ts";

export type AskedOfficesOptions = {
  readonly terms: Pick<NetworkTerms, "current">;
  /** Those that keep their keys themselves. */
  readonly offices: readonly HttpTrustSigner[];
  /** Keys of the others, which are sealed here. */
  readonly held: TrustSigners;
  /** All document types that officers have published. */
  readonly published: () => Promise<readonly PublishedType[]>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** A key with which an office goes on. */
export type NextKey = Pick<SignerTerm, "name" | "key" | "sealed" | "introduced">;

type Answer = {
  readonly office: string;
  readonly signatures: readonly NoteSignature[];
  readonly problem: OfficeProblem | null;
};
type Request = Omit<SignRequest, "offered">;

const awayCode = "trust_signer.away";
const toAway = (office: string): OfficeProblem => ({ office, code: awayCode, signedVersion: null });

/** The offices that sign trust lists, each asked where it is; of keys that the service holds itself, the service. */
export class AskedOffices implements TrustOffices {
  readonly #options: AskedOfficesOptions;
  /** Of each office, what it refused the last time. */
  readonly #refusals = new Map<string, string>();
  /** Names of those that do not answer. */
  readonly #away: KeptAnswer<readonly string[]>;
  #lastRequest: Request | null = null;

  constructor(options: AskedOfficesOptions) {
    this.#options = options;
    this.#away = new KeptAnswer({
      ...{ ask: () => this.#lookWhoIsAway(), nowMs: () => options.clock.nowMs() },
      keptMs: limits.trustOfficeLookMs,
    });
  }

  async sign(proposal: HeadProposal, needed: number): Promise<GatheredSignatures> {
    const { offices, held, terms } = this.#options;
    const introduced = terms.current.signers.map((term) => term.introduced);
    const introductions = introduced.filter((note) => note !== null);
    const own = await held.sign(proposal.text, proposal.signers);
    const request = { ...proposal, introductions };
    this.#lastRequest = request;
    const answers = await this.#askAll(request, needed - own.length);
    const silent = offices.filter(({ name }) => !answers.some(({ office }) => office === name));
    return {
      signatures: [...own, ...answers.flatMap(({ signatures }) => signatures)],
      problems: [
        ...answers.flatMap(({ problem }) => (problem === null ? [] : [problem])),
        ...silent.map(({ name }) => toAway(name)),
      ],
    };
  }

  async problems(): Promise<readonly Pick<OfficeProblem, "office" | "code">[]> {
    const away = await this.#away.get();
    const refusing = [...this.#refusals].filter(([office]) => !away.includes(office));
    return [
      ...away.map(toAway).map(({ office, code }) => ({ office, code })),
      ...refusing.map(([office, code]) => ({ office, code })),
    ];
  }

  /**
   * The key that is to follow an office's key: made by the office, and introduced by both. Asked again, it is the same.
   * Away: `Unavailable`.
   * @param sealed under which it is sealed where the service holds the office's keys
   */
  async successor(term: SignerTerm, network: string, sealed: string): Promise<NextKey> {
    const { offices, held } = this.#options;
    const office = offices.find(({ name }) => name === term.name);
    const old = await held.find(term.key);
    const introduced =
      office === undefined
        ? await this.#introduceHeld(term, network, sealed)
        : await office.successor(term.key, network);
    const note = old && office ? await alsoSign(introduced, old) : introduced;
    const read = await readIntroduction(note);
    if (read === null || read.oldKey !== term.key || read.office !== term.name)
      throw new Unavailable("trust_signer.introduction", "The office introduces no key.");
    return {
      name: term.name,
      key: read.newKey,
      sealed: office === undefined ? sealed : null,
      introduced: note,
    };
  }

  async #introduceHeld(term: SignerTerm, network: string, sealed: string): Promise<string> {
    const { held } = this.#options;
    const next = await held.make(parseVerifierKey(term.key).name, sealed);
    const old = await held.find(term.key);
    const introduction = { network, office: term.name, oldKey: term.key, newKey: next.vkey };
    return introduce(introduction, old === null ? [next] : [old, next]);
  }

  /** All that answer; once enough have signed, the others get `limits.trustOfficeGraceMs`. */
  #askAll(request: Request, needed: number): Promise<readonly Answer[]> {
    const { offices } = this.#options;
    const answers: Answer[] = [];
    return new Promise((done) => {
      if (offices.length === 0) done(answers);
      for (const office of offices)
        void this.#ask(office, request).then((answer) => {
          answers.push(answer);
          const signed = answers.filter(({ signatures }) => signatures.length > 0).length;
          if (answers.length === offices.length) done(answers);
          else if (signed >= needed)
            setTimeout(() => done([...answers]), limits.trustOfficeGraceMs);
        });
    });
  }

  /** Never throws. */
  async #ask(client: HttpTrustSigner, request: Request): Promise<Answer> {
    const { name: office } = client;
    try {
      const signatures = await signWithTypes(client, request, this.#options.published);
      const keys = request.signers.map(parseVerifierKey);
      const { attested, forged } = await verifyNote({ text: request.text, signatures }, keys);
      if (forged.length > 0) throw new Unavailable("trust_signer.forged", "A signature is wrong.");
      const good = signatures.filter(({ name, keyId }) =>
        attested.some(({ key }) => key.name === name && key.keyId === keyId),
      );
      this.#refusals.delete(office);
      return { office, signatures: good, problem: null };
    } catch (error) {
      return { office, signatures: [], problem: this.#toProblem(office, error) };
    }
  }

  #toProblem(office: string, error: unknown): OfficeProblem {
    const { logger } = this.#options;
    const code = error instanceof SelloError ? error.code : "fault";
    const version = error instanceof SelloError ? Number(error.data.version) : Number.NaN;
    const signedVersion = Number.isSafeInteger(version) ? version : null;
    // It has signed more than we knew: the next one goes past that.
    if (signedVersion !== null) return { office, code, signedVersion };
    if (this.#refusals.get(office) !== code)
      logger.error(
        { office, fault: describeFault(error) },
        "an office did not sign the trust list",
      );
    if (code !== awayCode) this.#refusals.set(office, code);
    return { office, code, signedVersion };
  }

  /** What kept it from signing may be over, and the next list far off: its node was away, for one. */
  #askAgain(office: HttpTrustSigner): void {
    if (this.#lastRequest !== null && this.#refusals.has(office.name))
      void this.#ask(office, this.#lastRequest);
  }

  async #lookWhoIsAway(): Promise<readonly string[]> {
    const found = await Promise.all(
      this.#options.offices.map((office) =>
        office.describe().then(
          () => {
            this.#askAgain(office);
            return [];
          },
          () => [office.name],
        ),
      ),
    );
    return found.flat();
  }
}
