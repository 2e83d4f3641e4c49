import assert from "node:assert/strict";
import type { Hex } from "@sello/sdk";
import { ask, OfficerClient, toSigning, untilEffective } from "./OfficerClient.ts";

type Seat = { readonly account: Hex; readonly seat: object | null };

/** As many of the demo's city officers as it takes, each signed in as themselves. */
export class CityClient {
  readonly #account: Hex;
  readonly #first: OfficerClient;
  readonly #officers: readonly OfficerClient[];

  private constructor(account: Hex, first: OfficerClient, officers: readonly OfficerClient[]) {
    this.#account = account;
    this.#first = first;
    this.#officers = officers;
  }

  static async signIn(url: string): Promise<CityClient> {
    const { body: lent } = await ask(url, "GET", "/demo/wallet/officers");
    const seats = (lent as readonly Seat[]).filter(({ seat }) => seat !== null).slice(0, 2);
    const officers = await Promise.all(
      seats.map(({ account }) => OfficerClient.signIn(url, toSigning(url, account), null)),
    );
    const [first] = officers;
    if (first === undefined) throw new Error("The demo lends no seat of the city.");
    const session = await first.ask(200, "GET", "/v1/session");
    return new CityClient(session.accounts[0].account, first, officers);
  }

  /** The next signing key of an authority: what is to be signed for it. */
  async signingKey(slug: string): Promise<readonly { operation: string; values: object }[]> {
    const path = `/v1/authorities/${slug}/signing-keys`;
    return (await this.#first.ask(200, "POST", path, {})).operations;
  }

  /** A change of the registry, signed by two of three; resolves when it is on chain. */
  async govern(operation: string, values: object): Promise<void> {
    const operations = [{ operation, values }];
    const begun = { account: this.#account, operations };
    const act = await this.#first.ask(201, "POST", "/v1/governing-acts", begun);
    const path = `/v1/governing-acts/${act.id}`;
    for (const officer of this.#officers) {
      const { requests } = await officer.ask(200, "GET", path);
      const signatures = [await officer.wallet.typedData(requests[0].typedData)];
      await officer.ask(200, "POST", `${path}/signatures`, { signatures });
    }
    await untilEffective(operation, async () => {
      const { change, refusal } = await this.#first.ask(200, "GET", path);
      assert.equal(refusal, null, JSON.stringify(refusal));
      assert.notEqual(change?.state, "refused", JSON.stringify(change));
      return change?.state === "effective";
    });
  }

  /**
   * From the city down to the last of these authorities, which may issue documents of the type once this resolves: the
   * time of a block may be a moment ahead of the clock.
   */
  async accredit(documentType: string, slugs: readonly string[]): Promise<void> {
    for (const [index, slug] of slugs.entries()) {
      const { id: authority } = await this.#first.ask(200, "GET", `/v1/authorities/${slug}`);
      const level = index < slugs.length - 1 ? 2 : 1;
      await this.govern("SetAccreditation", { authority, documentType, level });
      await untilEffective(`accreditation of ${slug}`, async () => {
        const { accreditations } = await this.#first.ask(200, "GET", `/v1/authorities/${slug}`);
        return accreditations.some(
          (each: { documentType: string; from: number }) =>
            each.documentType === documentType && each.from <= Math.floor(Date.now() / 1_000),
        );
      });
    }
  }
}
