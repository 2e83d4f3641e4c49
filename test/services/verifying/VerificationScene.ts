import { type PinnedSigners, parseTrustList, type TrustList, toAuthorityId } from "@sello/sdk";
import { NotFound, ServiceError } from "../../../services/platform/errors.ts";
import type { PlaceStatus, PublishedList } from "../../../services/status/PublishedLists.ts";
import { TrustMaterial } from "../../../services/verifying/TrustMaterial.ts";
import { Verification } from "../../../services/verifying/Verification.ts";
import type { TestLog } from "../../support/TestLog.ts";
import { type AnchoredDocument, issOf, publicUrl, World, worldTimes } from "../../support/world.ts";

const by = {
  id: toAuthorityId(issOf("futian")),
  slug: "futian",
  name: { zh: "福田区中心", es: "Centro de Futian", en: "Futian centre" },
};

/** A deployment's services over the sdk's test city, with what they know in memory. */
export class VerificationScene {
  readonly world: World;
  nowSeconds: number = worldTimes.now;
  /** Time of the status list that is served. */
  statusIssuedAt: number = worldTimes.published;
  trustListNote: string | null = null;
  /** The list with its entries, where `trustListNote` is a head. */
  wholeList: TrustList | null = null;
  place: PlaceStatus["status"] = "valid";
  readonly asked = { tokens: 0, trustLists: 0, proofs: 0, paths: 0 };
  /** Which cosignatures proofs were asked for with. */
  readonly cosignatures: string[] = [];
  /** What reading a status list throws, if anything. */
  failure: Error | null = null;
  /** What our tree has of each log. */
  readonly logs = new Map<string, TestLog>();
  /** Documents of ours, with the proof that we have; null: not anchored yet. */
  readonly ours = new Map<string, string | null>();

  constructor(world = new World()) {
    this.world = world;
  }

  verification(pinned?: PinnedSigners): Verification {
    const statuses = { token: () => this.#token(), ofPlace: async () => this.#place() };
    const trustLists = {
      current: () => this.#trustList(),
      whole: async () => this.wholeList ?? parseTrustList(await this.#trustList()),
    };
    const places = [...this.ours.keys()];
    return new Verification({
      material: new TrustMaterial({
        trustLists,
        statuses,
        ...(pinned === undefined ? {} : { pinned }),
      }),
      statuses,
      copies: {
        find: async (jwt) => {
          const seq = places.indexOf(jwt);
          return seq < 0 ? null : { stream: 1, seq };
        },
      },
      log: {
        proofOf: async (_stream, seq, cosignatures) => {
          this.cosignatures.push(cosignatures);
          // As in a network whose witnesses have no post-quantum keys.
          if (cosignatures === "post-quantum") throw new NotFound("proof.no_post_quantum", "None.");
          return this.#proof(places[seq] ?? "");
        },
      },
      logs: {
        of: (origin) => ({
          consistencyProof: async (from, to) => {
            this.asked.paths += 1;
            const log = this.logs.get(origin);
            if (log === undefined) throw new NotFound("log.unknown", "No such log.");
            return log.consistency(from, to);
          },
        }),
      },
      clock: { nowMs: () => this.nowSeconds * 1000 },
      publicUrl,
    });
  }

  keep(document: AnchoredDocument, anchored = true): void {
    this.ours.set(document.issuerJwt, anchored ? document.proof : null);
  }

  #proof(jwt: string): string {
    this.asked.proofs += 1;
    const proof = this.ours.get(jwt);
    if (!proof) throw new NotFound("proof.pending", "Not in the log yet.");
    return proof;
  }

  async #token(): Promise<PublishedList> {
    this.asked.tokens += 1;
    if (this.failure !== null) throw this.failure;
    const jwt = await this.world.statusToken(this.statusIssuedAt);
    const [ttlSeconds, expiresAt] = [300, this.statusIssuedAt + 604_800];
    const asOf = { blockNumber: 9, time: this.statusIssuedAt };
    return { jwt, etag: jwt, ttlSeconds, issuedAt: this.statusIssuedAt, expiresAt, asOf };
  }

  #place(): PlaceStatus {
    const asOf = { blockNumber: 9, time: this.statusIssuedAt };
    return { status: this.place, since: 1_799_999_000, by, replaced: false, asOf };
  }

  async #trustList(): Promise<string> {
    this.asked.trustLists += 1;
    return this.trustListNote ?? this.world.trustListNote();
  }
}

export const unavailable = () =>
  new ServiceError(503, "database.unavailable", "The database is gone.");
