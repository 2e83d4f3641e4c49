import {
  formatNoteSignature,
  limits,
  parseNote,
  type VerifierKey,
  verifyNote,
} from "../../sdk/index.ts";
import type { Logger } from "../domain/Logger.ts";
import type { Cosignature, SignedCheckpoint } from "../ledger/anchoring/CheckpointStore.ts";
import type { ConsistencyTo, CosignatureSource } from "../ledger/anchoring/CosignatureSource.ts";
import type { WitnessStanding } from "../ledger/anchoring/WitnessStanding.ts";
import { type AddCheckpointRequest, formatAddCheckpoint } from "./addCheckpoint.ts";

/** A witness as the log knows it: its pinned key and its submission prefix. */
export type WitnessAddress = { readonly key: VerifierKey; readonly url: string };

// After one 409 the witness's size is known; a second one means that somebody else is asking too.
const attemptsMax = 3;

/** Asks witnesses over HTTP (C2SP tlog-witness), all at once, remembering where each stands. */
export class HttpWitnesses implements CosignatureSource, WitnessStanding {
  readonly #witnesses: readonly WitnessAddress[];
  readonly #logger: Logger;
  readonly #timeoutMs: number;
  readonly #sizes = new Map<string, number>();

  constructor(witnesses: readonly WitnessAddress[], logger: Logger, timeoutMs = 5_000) {
    this.#witnesses = witnesses;
    this.#logger = logger;
    this.#timeoutMs = timeoutMs;
  }

  async *cosign(
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): AsyncIterable<Cosignature> {
    const asked = new Map(
      this.#witnesses.map((witness) => [
        witness.key.name,
        this.#ask(witness, checkpoint, consistency, signal).then((cosignature) => ({
          name: witness.key.name,
          cosignature,
        })),
      ]),
    );
    while (asked.size > 0) {
      const { name, cosignature } = await Promise.race(asked.values());
      asked.delete(name);
      if (cosignature) yield cosignature;
    }
  }

  async standing(
    emptyCheckpoint: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    await Promise.all(
      this.#witnesses.map(async ({ key, url }) => {
        const size = await this.#standingOf(url, emptyCheckpoint, signal).catch(() => null);
        if (size !== null) sizes.set(key.name, size);
      }),
    );
    return sizes;
  }

  async #standingOf(url: string, checkpoint: string, signal: AbortSignal): Promise<number | null> {
    const response = await this.#post(url, { oldSize: 0, proof: [], checkpoint }, signal);
    const body = (await readText(response)).trim();
    if (response.status === 409 && /^\d{1,15}$/.test(body)) return Number(body);
    // It has cosigned nothing yet, or nothing but the empty log.
    return response.ok ? 0 : null;
  }

  #post(url: string, request: AddCheckpointRequest, signal: AbortSignal): Promise<Response> {
    return fetch(`${url}/add-checkpoint`, {
      method: "POST",
      body: formatAddCheckpoint(request),
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
    });
  }

  async #ask(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): Promise<Cosignature | null> {
    try {
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const response = await this.#send(witness, checkpoint, consistency, signal);
        if (response.status !== 409) return await this.#accept(witness, checkpoint, response);
        this.#sizes.set(witness.key.name, Number((await readText(response)).trim()));
      }
    } catch (error) {
      if (!signal.aborted) this.#note(witness, { error: String(error) });
    }
    return null;
  }

  async #send(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): Promise<Response> {
    const oldSize = this.#sizes.get(witness.key.name) ?? 0;
    // It has cosigned more than this checkpoint covers: there is nothing to ask of it.
    if (oldSize > checkpoint.size) throw new Error(`the witness is ahead, at ${oldSize}`);
    const proof = oldSize === 0 ? [] : await consistency(oldSize);
    return this.#post(witness.url, { oldSize, proof, checkpoint: checkpoint.note }, signal);
  }

  /** Keeps the one line that the pinned key made; whatever else came is ignored. */
  async #accept(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    response: Response,
  ): Promise<Cosignature | null> {
    const body = await readText(response);
    if (!response.ok) {
      this.#note(witness, { status: response.status, answer: body.slice(0, 200) });
      return null;
    }
    const { text } = parseNote(checkpoint.note);
    const note = parseNote(`${text}\n${body}`);
    const { attested } = await verifyNote(note, [witness.key]);
    const line = note.signatures.find(
      ({ name, keyId }) => name === witness.key.name && keyId === witness.key.keyId,
    );
    if (!line || attested.length === 0) {
      this.#note(witness, { answer: "no valid cosignature" });
      return null;
    }
    this.#sizes.set(witness.key.name, checkpoint.size);
    return { witness: witness.key.name, line: formatNoteSignature(line) };
  }

  #note(witness: WitnessAddress, data: Readonly<Record<string, unknown>>): void {
    this.#logger.warn({ witness: witness.key.name, ...data }, "a witness did not cosign");
  }
}

async function readText(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > limits.noteBytesMax) throw new Error("the answer is too large");
  return text;
}
