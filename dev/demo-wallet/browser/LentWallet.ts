import { askConfirmation, chooseOfficer } from "./dialogs.ts";
import { callWallet, type Officer, readOfficers } from "./service.ts";

type Call = { readonly method: string; readonly params?: readonly unknown[] };
type Listener = (value: unknown) => void;

/** What a wallet answers when its owner says no (EIP-1193). */
class Refusal extends Error {
  readonly code = 4001;
}

const keptKey = "sello.demo-wallet.account";

function readKept(): string | null {
  try {
    return localStorage.getItem(keptKey);
  } catch {
    return null;
  }
}

function keep(account: string): void {
  try {
    localStorage.setItem(keptKey, account);
  } catch {
    // Storage is switched off: it is chosen again after a reload.
  }
}

const signing = new Set(["personal_sign", "eth_signTypedData_v4"]);

/** A wallet (EIP-1193) whose accounts are the demo's officers. */
export class LentWallet {
  #officer: Officer | null = null;
  readonly #listeners = new Map<string, Set<Listener>>();

  async request({ method, params = [] }: Call): Promise<unknown> {
    if (method === "eth_requestAccounts") return this.#connect();
    if (method === "eth_accounts") return this.#accounts();
    if (signing.has(method)) await this.#accounts();
    if (signing.has(method) && !(await askConfirmation(method, params, this.#officer)))
      throw new Refusal("The owner refused.");
    return callWallet(method, params);
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener));
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    this.#listeners.get(event)?.delete(listener);
    return this;
  }

  /** Whose wallet it is goes on through a reload, as with any wallet that a page was let into. */
  async #accounts(): Promise<readonly string[]> {
    const account = readKept();
    if (this.#officer === null && account !== null)
      this.#officer = (await readOfficers()).find((each) => each.account === account) ?? null;
    return this.#officer ? [this.#officer.account] : [];
  }

  async #connect(): Promise<readonly string[]> {
    const officer = await chooseOfficer(await readOfficers());
    if (officer === null) throw new Refusal("The owner chose nobody.");
    const isOther = this.#officer !== null && this.#officer.account !== officer.account;
    this.#officer = officer;
    keep(officer.account);
    if (isOther) this.#tell("accountsChanged", [officer.account]);
    return [officer.account];
  }

  #tell(event: string, value: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(value);
  }
}
