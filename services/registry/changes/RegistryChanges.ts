import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "@sello/sdk";
import { verifyTypedData } from "viem";
import type { z } from "zod";
import type { Journal } from "../../ledger/Journal.ts";
import type { ChainDescription } from "../../ledger/Ledger.ts";
import { ledgerLimits } from "../../ledger/ledgerLimits.ts";
import type { Revert } from "../../ledger/Settled.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transactor } from "../../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryPlace } from "../../signing/toKeyIntroduction.ts";
import type { ChangeState, PgChangeStates, RelayedChange } from "./PgChangeStates.ts";
import type { RegistryContract } from "./RegistryContract.ts";
import {
  type RegistryOperation,
  type RegistryRequest,
  registryOperationShape,
  registryRequestShape,
} from "./RegistryRequest.ts";
import { encodeMany, encodeOperation, encodeRequest } from "./registryCalls.ts";
import { type RegistryTypedData, type RequestTerms, toTypedData } from "./registryTypedData.ts";
import { toAccountSignature } from "./toAccountSignature.ts";
import { toClearSigning } from "./toClearSigning.ts";

/** Time in which a prepared request is to be signed and mined. */
const prepareSeconds = 3_600;
const waitStepMs = 25;

/**
 * Changes of the registry. They are decided by officers: the service prepares what their wallets sign, checks what
 * they send and relays it, and can change nothing by itself.
 */
export class RegistryChanges {
  readonly #chain: ChainDescription;
  readonly #contract: RegistryContract;
  readonly #journal: Journal;
  readonly #transactor: Transactor;
  readonly #states: PgChangeStates;
  readonly #clock: Clock;
  readonly #isClosing: () => Promise<boolean>;

  /** @param options.isClosing whether the network is moving to other contracts, so that these take nothing more */
  constructor(options: {
    chain: ChainDescription;
    contract: RegistryContract;
    journal: Journal;
    transactor: Transactor;
    states: PgChangeStates;
    clock: Clock;
    isClosing: () => Promise<boolean>;
  }) {
    this.#isClosing = options.isClosing;
    this.#chain = options.chain;
    this.#contract = options.contract;
    this.#journal = options.journal;
    this.#transactor = options.transactor;
    this.#states = options.states;
    this.#clock = options.clock;
  }

  /** Where keys are introduced: what their own signatures name (see `SealedSigner.introduce`). */
  get place(): RegistryPlace {
    return { chainId: this.#chain.chainId, registry: this.#chain.contracts.AuthorityRegistry };
  }

  /** What lets wallets show requests in words (ERC-7730). */
  clearSigning(publicUrl: string) {
    return toClearSigning(this.#chain, publicUrl);
  }

  /**
   * What `signer`'s wallet is to sign for an operation; valid for an hour.
   * @param operation untrusted: `InvalidInput` `registry_change.malformed`
   * @param nonceKey requests under different keys do not wait for each other
   * The network is moving to other contracts: `Unavailable` `chain.closing`.
   */
  async prepare(signer: Hex, operation: unknown, nonceKey = 0n): Promise<RegistryTypedData> {
    const parsed = parse(registryOperationShape, operation);
    await this.#requireOpen();
    const terms = await this.#toTerms(signer, nonceKey);
    return toTypedData(this.#chain, parsed, terms);
  }

  /** The typed data of several operations, with consecutive nonces, for one wallet and one `submit`. */
  async prepareMany(
    signer: Hex,
    operations: readonly RegistryOperation[],
    nonceKey = 0n,
  ): Promise<readonly RegistryTypedData[]> {
    return this.#toRequests(operations, await this.#toTerms(signer, nonceKey));
  }

  /**
   * The typed data of operations under given terms, with consecutive nonces; whether a nonce is still good is not looked
   * at. @param operations untrusted: as {@link prepare}
   */
  draft(operations: readonly unknown[], terms: RequestTerms): readonly RegistryTypedData[] {
    const parsed = operations.map((one) => parse(registryOperationShape, one));
    return this.#toRequests(parsed, terms);
  }

  #toRequests(
    operations: readonly RegistryOperation[],
    terms: RequestTerms,
  ): readonly RegistryTypedData[] {
    return operations.map((operation, index) =>
      toTypedData(this.#chain, operation, { ...terms, nonce: terms.nonce + BigInt(index) }),
    );
  }

  /** The nonce that the signer's next request under this key must carry. */
  nonceOf(signer: Hex, nonceKey: bigint): Promise<bigint> {
    return this.#contract.nonceOf(signer, nonceKey);
  }

  /**
   * Why the registry would refuse these operations if the account asked for them now, all in one; null: it would not.
   * @param operations untrusted: as {@link prepare}, and `InvalidInput` `registry_change.too_many`
   */
  async findRefusal(signer: Hex, operations: readonly unknown[]): Promise<Revert | null> {
    requireFew(operations);
    const calls = operations.map((one) => encodeOperation(parse(registryOperationShape, one)));
    return this.#contract.findRefusal(encodeMany(calls), signer);
  }

  async #toTerms(signer: Hex, nonceKey: bigint): Promise<RequestTerms> {
    const nonce = await this.#contract.nonceOf(signer, nonceKey);
    const deadline = BigInt(toSeconds(this.#clock.nowMs()) + prepareSeconds);
    return { signer, nonce, deadline };
  }

  /**
   * Relays one signed request, or several as one transaction of which all or none become effective.
   * Checked before anything is sent: form, deadline, signature, and whether the contract would accept it now.
   * @param input untrusted. `InvalidInput` `registry_change.malformed`, `.expired`, `.too_many`; `Conflict`
   *   `registry_change.refused` with the contract's error; `Unavailable` `chain.closing`.
   */
  async submit(input: unknown): Promise<{ readonly id: string; readonly transactionHash: Hex }> {
    const inputs: unknown[] = Array.isArray(input) ? input : [input];
    requireFew(inputs);
    const given = inputs.map((one) => parse(registryRequestShape, one));
    // A contract that is sealed would refuse, too, but in words that do not say to try again.
    await this.#requireOpen();
    const requests: RegistryRequest[] = [];
    for (const request of given) requests.push(await this.#check(request));
    const data = encodeMany(requests.map(encodeRequest));
    if ((data.length - 2) / 2 > ledgerLimits.callDataBytes) {
      const words = "These requests are too long for one transaction: send fewer at once.";
      throw new InvalidInput("registry_change.too_many", words);
    }
    await this.#contract.tryCall(data);
    return this.relay(data);
  }

  /**
   * Relays an encoded call without trying it first: for a caller that sends several that depend on each other.
   */
  async relay(data: Hex): Promise<{ readonly id: string; readonly transactionHash: Hex }> {
    const { id, hash } = await this.#transactor.transaction((tx) =>
      this.#journal.enqueue(tx, {
        role: "relay",
        contract: "AuthorityRegistry",
        data,
        purpose: "registry",
      }),
    );
    return { id: String(id), transactionHash: hash };
  }

  /** Unknown: `NotFound` `registry_change.unknown`. */
  async state(id: string): Promise<ChangeState> {
    return requireKnown(id, isId(id) ? await this.#states.stateOf(BigInt(id)) : null);
  }

  /** With what was asked for. Unknown: `NotFound` `registry_change.unknown`. */
  async get(id: string): Promise<RelayedChange> {
    return requireKnown(id, (await this.many([id])).get(id));
  }

  /** By their ids; without those that there are not. */
  many(ids: readonly string[]): Promise<ReadonlyMap<string, RelayedChange>> {
    return this.#states.ofMany(ids.filter(isId).map(BigInt));
  }

  /** Those under way, and those that ended lately, newest first. */
  recent(): Promise<readonly RelayedChange[]> {
    return this.#states.recent();
  }

  /**
   * Resolves when the change is in a block, effective or refused.
   * Not within `timeoutMs`: `Unavailable` `registry_change.pending`.
   */
  async wait(id: string, timeoutMs: number): Promise<ChangeState> {
    return this.#poll(timeoutMs, async () => {
      const state = await this.state(id);
      return state.state === "sent" ? null : state;
    });
  }

  /**
   * Resolves when no relayed request is on its way any more, with the newest block that holds one (0 if none
   * does). Throws like {@link wait}.
   */
  async waitForAll(timeoutMs: number): Promise<bigint> {
    return this.#poll(timeoutMs, async () => {
      const { underWay, newestBlock } = await this.#states.progress();
      return underWay ? null : (newestBlock ?? 0n);
    });
  }

  async #poll<T>(timeoutMs: number, look: () => Promise<T | null>): Promise<T> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      if (performance.now() > deadline) {
        throw new Unavailable("registry_change.pending", "The change is not in a block yet.");
      }
      await sleep(waitStepMs);
    }
  }

  async #requireOpen(): Promise<void> {
    if (!(await this.#isClosing())) return;
    throw new Unavailable("chain.closing", "The network is moving to its next contracts.");
  }

  /** @returns the request, with its signature as the contract takes it */
  async #check(request: RegistryRequest): Promise<RegistryRequest> {
    const { signer, nonce, deadline, signature } = request.authorization;
    if (BigInt(deadline) < BigInt(toSeconds(this.#clock.nowMs()))) {
      throw new InvalidInput("registry_change.expired", "The deadline has passed.");
    }
    // The contract asks the account itself where it has code, whatever the signature is like.
    if (await this.#contract.hasCode(signer)) return request;
    const plain = toAccountSignature(signature, signer);
    const terms = { signer, nonce: BigInt(nonce), deadline: BigInt(deadline) };
    const typedData = toTypedData(this.#chain, request, terms);
    const isSigned = await verifyTypedData({
      ...typedData,
      address: signer,
      signature: plain,
    } as unknown as Parameters<typeof verifyTypedData>[0]).catch(() => false);
    if (!isSigned) {
      throw new Conflict("registry_change.signature", "The signature is not the signer's.", {
        signer,
      });
    }
    return { ...request, authorization: { ...request.authorization, signature: plain } };
  }
}

const isId = (text: string): boolean => /^[0-9]{1,18}$/.test(text);

function requireKnown<Found>(id: string, found: Found | null | undefined): Found {
  if (found) return found;
  throw new NotFound("registry_change.unknown", "There is no such change.", { id });
}

function requireFew(given: readonly unknown[]): void {
  if (given.length > 0 && given.length <= limits.registryChanges) return;
  const words = `Between 1 and ${limits.registryChanges} requests at once.`;
  throw new InvalidInput("registry_change.too_many", words);
}

function parse<T>(shape: z.ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    code: "registry_change.malformed",
    message,
  }));
  throw new InvalidInput("registry_change.malformed", "Not a registry request.", violations);
}
