import type {
  HeldStatusList,
  Policy,
  Presentation,
  Verdict,
  VerdictOutcome,
  WellFormedPresentation,
} from "@sello/sdk";
import { parsePresentation, proveCheckpoint, type TrustList, verify } from "@sello/sdk";
import type { CosignatureKind } from "../anchoring/DocumentProofs.ts";
import type { LogReader } from "../anchoring/LogReader.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { NotFound, ServiceError } from "../platform/errors.ts";
import type { PlaceStatus } from "../status/PublishedLists.ts";
import { parseStatusListUri, type StatusListName } from "../status/statusListUri.ts";
import { checkFile, type FileFacts } from "./FileFacts.ts";
import type { PgCopyFinder } from "./PgCopyFinder.ts";
import { parsePolicy } from "./parsePolicy.ts";
import { summarize } from "./summarize.ts";
import type { TrustMaterial } from "./TrustMaterial.ts";
import type { FileCheck, ProofOrigin, VerificationResult } from "./VerificationResult.ts";

/** What comes beside a document. */
export type Beside = {
  /** The tlog-proof of a bare document. */
  readonly proof?: string;
  /** The file that the document is said to seal. */
  readonly file?: FileFacts;
};

type LogProofs = {
  proofOf(stream: number, seq: number, cosignatures: CosignatureKind): Promise<string>;
};

type ProvingLogs = { of(origin: string): Pick<LogReader, "consistencyProof"> };

type Proven = { readonly presentation: Presentation; readonly proof: ProofOrigin };

/**
 * Verifies what somebody shows, with the trust list and status lists of this deployment. The sdk judges;
 * what is added here explains a verdict and never improves it.
 */
export class Verification {
  readonly #material: TrustMaterial;
  readonly #places: {
    ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
  };
  readonly #copies: Pick<PgCopyFinder, "find">;
  readonly #log: LogProofs;
  readonly #logs: ProvingLogs;
  readonly #clock: Clock;
  readonly #publicUrl: string;

  constructor(parts: {
    readonly material: TrustMaterial;
    readonly statuses: {
      ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
    };
    readonly copies: Pick<PgCopyFinder, "find">;
    /** `NotFound` `proof.pending` for a copy that is not in the log yet. */
    readonly log: LogProofs;
    /** All logs of the network: what has ended is held against them. */
    readonly logs: ProvingLogs;
    readonly clock: Clock;
    readonly publicUrl: string;
  }) {
    this.#material = parts.material;
    this.#places = parts.statuses;
    this.#copies = parts.copies;
    this.#log = parts.log;
    this.#logs = parts.logs;
    this.#clock = parts.clock;
    this.#publicUrl = parts.publicUrl;
  }

  /**
   * @param input a `.sello` file, or a bare SD-JWT VC with or without key binding; whatever it is, a verdict
   * comes back, never an error
   * @param policy as `verificationPolicySchema` says, not yet validated
   * Throws `InvalidInput` `policy.invalid`, and `Unavailable` if the database does not answer.
   */
  async verify(
    input: string | Uint8Array,
    policy: unknown = {},
    { file: facts, ...options }: Beside = {},
  ): Promise<VerificationResult> {
    const asked = parsePolicy(policy);
    const { presentation, proof } = await this.#withProof(
      parsePresentation(input, options),
      asked.requirePostQuantum ? "post-quantum" : "ed25519",
    );
    const verdict = await this.#judge(presentation, asked);
    const statusChange = await this.#statusChange(verdict);
    const file = facts === undefined ? null : checkFile(facts, verdict);
    const explanation = { proof, statusChange, file };
    const summary = summarize(verdict, explanation);
    const outcome = withFile(verdict.outcome, file);
    return { ...verdict, ...explanation, outcome, summary };
  }

  async #judge(presentation: Presentation, policy: Policy): Promise<Verdict> {
    const trustList = await this.#material.trustList();
    const lists = presentation.wellFormed ? await this.#statusLists(presentation) : [];
    const held = await this.#prove(presentation, trustList, policy);
    // Time is read last: what the verdict relies on is from before, never from its future.
    const now = toSeconds(this.#clock.nowMs());
    // A status token that came along can only add that the document is revoked: ours is the newest.
    return verify(presentation, trustList, lists, held, now);
  }

  /** Under ended keys the log has to show the checkpoint: our own tree is asked, for those documents alone. */
  async #prove(
    presentation: Presentation,
    trustList: TrustList | null,
    policy: Policy,
  ): Promise<Policy> {
    if (trustList === null) return policy;
    return proveCheckpoint(presentation, trustList, policy, async (origin, from, to) => {
      try {
        return await this.#logs.of(origin).consistencyProof(from, to);
      } catch (error) {
        // Not our log, or not of that size: nothing is shown.
        if (error instanceof ServiceError && error.status < 500) return null;
        throw error;
      }
    });
  }

  async #statusLists({ payload }: WellFormedPresentation): Promise<readonly HeldStatusList[]> {
    const name = this.#listNamed(payload.status.uri);
    const list = name === null ? null : await this.#material.statusList(name);
    return list === null ? [] : [list];
  }

  /** A document of ours that comes bare is given the proof that we have of it. */
  async #withProof(presentation: Presentation, cosignatures: CosignatureKind): Promise<Proven> {
    if (!presentation.wellFormed) return { presentation, proof: "none" };
    if (presentation.proof !== null) return { presentation, proof: "presented" };
    const { uri, index } = presentation.payload.status;
    const list = this.#listNamed(uri);
    if (list === null) return { presentation, proof: "none" };
    const place = { slug: list.slug, list: list.number, index };
    const copy = await this.#copies.find(presentation.sdJwt.issuerJwt.compact, place);
    if (copy === null) return { presentation, proof: "none" };
    const proof = await this.#proofOf(copy, cosignatures);
    if (proof === null) return { presentation, proof: "pending" };
    const { sdJwt } = presentation;
    const text = sdJwt.withoutKeyBinding + (sdJwt.keyBinding?.compact ?? "");
    return { presentation: parsePresentation(text, { proof }), proof: "found" };
  }

  async #proofOf(
    copy: { readonly stream: number; readonly seq: number },
    cosignatures: CosignatureKind,
  ): Promise<string | null> {
    try {
      return await this.#log.proofOf(copy.stream, copy.seq, cosignatures);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      // Where such proofs never are, the one that there is shows what it lacks.
      return error.code === "proof.no_post_quantum" ? this.#proofOf(copy, "ed25519") : null;
    }
  }

  async #statusChange({ checks, document }: Verdict): Promise<PlaceStatus | null> {
    const status = checks.find((check) => check.id === "status");
    const ended = status?.code === "status.revoked" || status?.code === "status.suspended";
    const name = ended && document ? this.#listNamed(document.status.uri) : null;
    if (!name || !document) return null;
    return this.#places.ofPlace(name.slug, name.number, document.status.index);
  }

  #listNamed(uri: string): StatusListName | null {
    return parseStatusListUri(this.#publicUrl, uri);
  }
}

function withFile(outcome: VerdictOutcome, file: FileCheck | null): VerdictOutcome {
  if (file === null || file.outcome === "passed") return outcome;
  return file.outcome === "failed" || outcome === "invalid" ? "invalid" : "unknown";
}
