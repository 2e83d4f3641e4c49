import { type OfficerRole, officerRoles } from "@sello/api";
import type { Hex, LocalizedText } from "@sello/sdk";
import { hexToString, isHex, numberToHex } from "viem";
import { Forbidden, InvalidInput, NotFound } from "../../services/platform/errors.ts";
import type { KeyOfKind } from "../../services/signing/keyKinds.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import { placeAuthorities } from "../demo-city/demoCity.ts";
import { cityAccount, type DemoOfficer, demoOfficers, roles } from "../demo-city/demoOfficers.ts";
import { readTypedData, type TypedDataPlace } from "./readTypedData.ts";

export type LentOfficer = {
  /** With the checksum of EIP-55. */
  readonly account: Hex;
  /** Authority for which the officer acts. */
  readonly slug: string;
  readonly name: LocalizedText;
  readonly roles: readonly OfficerRole[];
  /** Of one of several people of an account, who have the roles together; null of an officer by themselves. */
  readonly seat: { readonly number: number; readonly of: number; readonly needed: number } | null;
};

type Wallet = KeyOfKind["secp256k1"];
type Lent = { readonly officer: LentOfficer; readonly wallet: Wallet };

/**
 * The demo's officers' wallets, on loan to everybody who reaches the demo: they answer as a browser's wallet does
 * (EIP-1193), and sign for this demo alone.
 */
export class DemoWallet {
  readonly #keys: SealedKeys;
  readonly #place: TypedDataPlace;
  readonly #isSignIn: (message: string) => boolean;
  readonly #cityAccount: () => Promise<Hex | null>;
  #lent: Promise<readonly Lent[]> | null = null;

  /**
   * @param parts.isSignIn whether a text is a sign-in message of this service
   * @param parts.cityAccount for which three of the wallets sign, its own changes too
   */
  constructor(parts: {
    keys: SealedKeys;
    place: TypedDataPlace;
    isSignIn: (message: string) => boolean;
    cityAccount: () => Promise<Hex | null>;
  }) {
    this.#keys = parts.keys;
    this.#place = parts.place;
    this.#isSignIn = parts.isSignIn;
    this.#cityAccount = parts.cityAccount;
  }

  async officers(): Promise<readonly LentOfficer[]> {
    return (await this.#all()).map(({ officer }) => officer);
  }

  /**
   * Answers as EIP-1193's `request`. Errors: `InvalidInput` `demo_wallet.method`, `NotFound` `demo_wallet.account`,
   * `Forbidden` `demo_wallet.refused` for what is not of this demo.
   */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    switch (method) {
      case "eth_chainId":
        return numberToHex(this.#place.chainId);
      case "eth_accounts":
      case "eth_requestAccounts":
        return this.#accounts(params[0]);
      case "personal_sign":
        return this.#signMessage(params[0], await this.#walletOf(params[1]));
      case "eth_signTypedData_v4":
        return this.#signTypedData(params[1], await this.#walletOf(params[0]));
      default:
        throw new InvalidInput("demo_wallet.method", "The demo's wallet does not do that.");
    }
  }

  /** All of them, or those of one authority. */
  async #accounts(slug: unknown): Promise<readonly Hex[]> {
    return (await this.officers())
      .filter((officer) => slug === undefined || officer.slug === slug)
      .map(({ account }) => account);
  }

  async #signMessage(given: unknown, wallet: Wallet): Promise<Hex> {
    const message = isHex(given) ? hexToString(given) : String(given);
    if (!this.#isSignIn(message))
      throw new Forbidden(
        "demo_wallet.refused",
        "The demo's wallet signs nothing but sign-in messages of this demo.",
      );
    return wallet.signMessage({ message });
  }

  async #signTypedData(given: unknown, wallet: Wallet): Promise<Hex> {
    const { chainId, contracts } = this.#place;
    const account = await this.#cityAccount();
    const place = { chainId, contracts: account === null ? contracts : [...contracts, account] };
    const data = readTypedData(given, place);
    return wallet.signTypedData(data as Parameters<Wallet["signTypedData"]>[0]);
  }

  async #walletOf(account: unknown): Promise<Wallet> {
    const name = String(account).toLowerCase();
    const found = (await this.#all()).find(({ officer }) => officer.account.toLowerCase() === name);
    if (!found) throw new NotFound("demo_wallet.account", "No officer of the demo has it.");
    return found.wallet;
  }

  /** Read once: an officer of the demo keeps their key. */
  #all(): Promise<readonly Lent[]> {
    this.#lent ??= this.#open().catch((error: unknown) => {
      this.#lent = null;
      throw error;
    });
    return this.#lent;
  }

  async #open(): Promise<readonly Lent[]> {
    const names = new Map(placeAuthorities().map(({ authority: { slug, name } }) => [slug, name]));
    const all = ([...cityOfficers, ...demoOfficers] as readonly Seated[]).map(async (officer) => {
      const { wallet: keyName, slug, roles, seat = null } = officer;
      const wallet = await this.#keys.find(keyName, "secp256k1");
      const name = names.get(slug);
      if (!wallet || !name) return [];
      const { address: account } = wallet;
      return [{ wallet, officer: { account, slug, name, roles: toRoles(roles), seat } }];
    });
    return (await Promise.all(all)).flat();
  }
}

type Seated = DemoOfficer & { readonly seat?: LentOfficer["seat"] };

const { wallets, threshold } = cityAccount;

/** Those who sign for the city's account. */
const cityOfficers: readonly Seated[] = wallets.map((wallet, index) => ({
  wallet,
  slug: cityAccount.slug,
  roles: roles.administer,
  seat: { number: index + 1, of: wallets.length, needed: threshold },
}));

const toRoles = (flags: number): readonly OfficerRole[] =>
  officerRoles.filter((role) => (flags & roles[role]) !== 0);
