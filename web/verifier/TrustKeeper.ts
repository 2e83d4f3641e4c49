import { acceptSuccessor, parseTrustList, type TrustList, verifyTrustList } from "@sello/sdk";

const storageKey = "sello.trust-list";

/** The service's newest trust list is not signed by those whom the pinned one names. */
export class TrustListChanged extends Error {
  override readonly name = "TrustListChanged";
}

/**
 * The trust list that this browser pins. The first one seen is taken as it is; from then on a newer one
 * is accepted only if those whom the pinned one names have signed it.
 */
export class TrustKeeper {
  readonly #storage: Storage | null;

  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** Throws `TrustListChanged`, or the sdk's error for a list that is none. */
  async accept(note: string): Promise<TrustList> {
    const pinned = await this.#pinned();
    const list = pinned === null ? await trustItself(note) : await succeed(pinned, note);
    this.#storage?.setItem(storageKey, note);
    return list;
  }

  /** Lets go of the pinned list; the next one is taken as it is. For a person to decide. */
  forget(): void {
    this.#storage?.removeItem(storageKey);
  }

  async #pinned(): Promise<TrustList | null> {
    const note = this.#storage?.getItem(storageKey) ?? null;
    // What does not parse was not written by us: it vouches for nothing.
    return note === null ? null : trustItself(note).catch(() => null);
  }
}

async function trustItself(note: string): Promise<TrustList> {
  const list = parseTrustList(note);
  const { signers, signerQuorum } = list.content;
  return verifyTrustList(list, { keys: signers.map(({ key }) => key), quorum: signerQuorum });
}

async function succeed(pinned: TrustList, note: string): Promise<TrustList> {
  const offered = parseTrustList(note);
  // Another network at the same address: a demo that was begun anew.
  if (offered.content.chain.log !== pinned.content.chain.log) throw new TrustListChanged();
  if (offered.content.version <= pinned.content.version) return pinned;
  return acceptSuccessor(pinned, note).catch(() => {
    throw new TrustListChanged();
  });
}
