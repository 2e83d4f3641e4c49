import { formatSelloFile, present, type StatusList, type TrustList } from "@sello/sdk";
import { type IssuedDocument, World, worldTimes } from "../test/support/world.ts";

/** What a verifier is shown of the ten claims of each document. */
const shownClaims = ["age_over_18", "district"];

/** A small genuine city with eight witnesses, and what a verifier keeps of it. */
export class BenchCity {
  readonly world: World;
  readonly now = worldTimes.now;
  readonly trustList: TrustList;
  readonly statusLists: readonly StatusList[];

  private constructor(world: World, trustList: TrustList, statusLists: readonly StatusList[]) {
    this.world = world;
    this.trustList = trustList;
    this.statusLists = statusLists;
  }

  /** @param postQuantumCount of the witnesses, those that have an ML-DSA-44 key as well */
  static async found(witnessCount = 8, postQuantumCount = 0): Promise<BenchCity> {
    const world = new World({ witnessCount, postQuantumCount });
    return new BenchCity(world, await world.trustList(), [await world.statusList()]);
  }

  issue(count: number): Promise<IssuedDocument[]> {
    return Promise.all(Array.from({ length: count }, () => this.world.issue()));
  }

  /** `.sello` files of `count` documents of one batch, two of ten claims shown. */
  async filesOfBatch(count: number): Promise<string[]> {
    return this.#filesOf(await this.issue(count));
  }

  /** `.sello` files with a checkpoint each, so that none of its signatures has been seen before. */
  async filesOfManyCheckpoints(count: number): Promise<string[]> {
    const documents = await this.issue(count);
    const files = await Promise.all(documents.map((document) => this.#filesOf([document])));
    return files.flat();
  }

  async #filesOf(documents: readonly IssuedDocument[]): Promise<string[]> {
    const anchored = await this.world.anchor(documents);
    return Promise.all(
      anchored.map(async ({ document, proof }) =>
        formatSelloFile({ document: await present(document, shownClaims), proof }),
      ),
    );
  }
}
