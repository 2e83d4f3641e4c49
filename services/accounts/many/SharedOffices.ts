import type { Hex } from "@sello/sdk";
import { limits } from "../../platform/limits.ts";
import type { ManyAccount, ManyAccounts } from "../../registry/accounts/ManyAccount.ts";
import { rolesOf } from "../../registry/officerRoles.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import { type Office, officesOf } from "../sessions/officerRights.ts";

/** An account of many for which a person signs, and where it has roles now. */
export type SharedOffice = { readonly account: ManyAccount; readonly offices: readonly Office[] };

type Known = { readonly readAt: number; readonly accounts: readonly ManyAccount[] };

/**
 * The accounts of many that administer something, by the people who sign for them. Such a person signs in as themselves:
 * that they are among the signers lets them see what waits for signatures, sign and decline, and nothing else.
 */
export class SharedOffices {
  readonly #accounts: ManyAccounts;
  readonly #registry: Pick<Registry, "all">;
  readonly #now: () => number;
  #known: Promise<Known> | null = null;

  constructor(parts: {
    accounts: ManyAccounts;
    registry: Pick<Registry, "all">;
    now?: () => number;
  }) {
    this.#accounts = parts.accounts;
    this.#registry = parts.registry;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** Of one person. The chain does not answer: `Unavailable` `chain.unavailable`. */
  async of(person: Hex): Promise<readonly SharedOffice[]> {
    const { accounts } = await this.#fresh();
    const own = accounts.filter(({ signers }) => signers.includes(person));
    return Promise.all(
      own.map(async (account) => ({
        account,
        offices: await officesOf(this.#registry, account.account),
      })),
    );
  }

  /** Those that ask at once share a look; one that failed is not kept. */
  #fresh(): Promise<Known> {
    const before = this.#known;
    const look = (async () => {
      const known = await before?.catch(() => null);
      if (known && this.#now() - known.readAt < limits.manyAccountShownMs) return known;
      return this.#look();
    })();
    this.#known = look;
    return look;
  }

  async #look(): Promise<Known> {
    const found: ManyAccount[] = [];
    const asked = [...administratorsOf(await this.#registry.all())];
    for (let at = 0; at < asked.length; at += limits.manyAccountsAtOnce) {
      const some = asked.slice(at, at + limits.manyAccountsAtOnce);
      const accounts = await Promise.all(some.map((each) => this.#accounts.find(each)));
      found.push(...accounts.filter((account) => account !== null));
    }
    return { readAt: this.#now(), accounts: found };
  }
}

function administratorsOf(authorities: readonly Authority[]): ReadonlySet<Hex> {
  return new Set(
    authorities.flatMap((authority) =>
      authority.officers
        .map(({ address }) => address)
        .filter((address) => rolesOf(authority, address).includes("administer")),
    ),
  );
}
