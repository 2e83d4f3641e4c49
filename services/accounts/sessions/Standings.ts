import type { Standing } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { Auditors } from "../auditors/Auditors.ts";
import type { SharedOffices } from "../many/SharedOffices.ts";

/**
 * What accounts are at authorities without a role there: one of the people of an account of many that administers, or
 * an auditor. What either may do, each operation says (`alsoFor`).
 */
export class Standings {
  readonly #shared: Pick<SharedOffices, "of">;
  readonly #auditors: Pick<Auditors, "audited">;

  constructor(parts: {
    shared: Pick<SharedOffices, "of">;
    auditors: Pick<Auditors, "audited">;
  }) {
    this.#shared = parts.shared;
    this.#auditors = parts.auditors;
  }

  /** By authority. The chain does not answer: `Unavailable` `chain.unavailable`. */
  async of(account: Hex): Promise<ReadonlyMap<AuthorityId, readonly Standing[]>> {
    const [signs, audits] = await Promise.all([this.#signsFor(account), this.#audited(account)]);
    return new Map(
      [...new Set([...signs, ...audits])].map((id) => [
        id,
        [
          ...(signs.has(id) ? (["signer"] as const) : []),
          ...(audits.has(id) ? (["auditor"] as const) : []),
        ],
      ]),
    );
  }

  /** Those of `asked` that the account has at this authority; what is not asked for is not looked up. */
  async at(
    account: Hex,
    authority: AuthorityId,
    asked: readonly Standing[],
  ): Promise<readonly Standing[]> {
    const has = {
      signer: async () => (await this.#signsFor(account)).has(authority),
      auditor: async () => (await this.#audited(account)).has(authority),
    };
    const found = await Promise.all(asked.map((standing) => has[standing]()));
    return asked.filter((_, index) => found[index]);
  }

  async #signsFor(account: Hex): Promise<ReadonlySet<AuthorityId>> {
    const offices = (await this.#shared.of(account)).flatMap((each) => each.offices);
    const administered = offices.filter(({ roles }) => roles.includes("administer"));
    return new Set(administered.map(({ authority }) => authority.id));
  }

  async #audited(account: Hex): Promise<ReadonlySet<AuthorityId>> {
    return new Set(await this.#auditors.audited(account));
  }
}
