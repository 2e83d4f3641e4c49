import { limits } from "@sello/sdk";
import { formatNoteSignature, parseNote, type VerifierKey, verifyNote } from "@sello/sdk/log";
import type { ConsistencyTo, CosignatureSource } from "../anchoring/CosignatureSource.ts";
import type { Cosignature, SignedCheckpoint } from "../anchoring/SignedCheckpoint.ts";
import type { WitnessStanding } from "../anchoring/WitnessStanding.ts";
import type { Logger } from "../platform/Logger.ts";
import { type AddCheckpointRequest, formatAddCheckpoint } from "./addCheckpoint.ts";

/** A witness as the log knows it: its pinned keys, all under its name, and its submission prefix. */
export type WitnessAddress = {
  readonly keys: readonly [VerifierKey, ...VerifierKey[]];
  readonly url: string;
};

const nameOf = ({ keys }: WitnessAddress): string => keys[0].name;

/** The origin is the first line of a checkpoint. */
const placeOf = ({ url }: WitnessAddress, { note }: SignedCheckpoint): string =>
  `${url} ${note.slice(0, note.indexOf("\n"))}`;

// After one 409 the witness's size is known; a second one means that somebody else is asking too.
const attemptsMax = 3;

/** Asks witnesses over HTTP (C2SP tlog-witness), all at once, remembering where each is. */
export class HttpWitnesses implements CosignatureSource, WitnessStanding {
  readonly #witnesses: readonly WitnessAddress[];
  readonly #logger: Logger;
  readonly #timeoutMs: number;
  /** By place and log: one witness cosigns for several logs, and has two places while its keys change. */
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
        witness.url,
        this.#ask(witness, checkpoint, consistency, signal).then((cosignatures) => ({
          url: witness.url,
          cosignatures,
        })),
      ]),
    );
    while (asked.size > 0) {
      const { url, cosignatures } = await Promise.race(asked.values());
      asked.delete(url);
      yield* cosignatures;
    }
  }

  async standing(
    emptyCheckpoint: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    await Promise.all(
      this.#witnesses.map(async (witness) => {
        const { url } = witness;
        const size = await this.#standingOf(url, emptyCheckpoint, signal).catch(() => null);
        const name = nameOf(witness);
        if (size !== null) sizes.set(name, Math.max(size, sizes.get(name) ?? 0));
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
      redirect: "error",
      body: formatAddCheckpoint(request),
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
    });
  }

  async #ask(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): Promise<readonly Cosignature[]> {
    try {
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const response = await this.#send(witness, checkpoint, consistency, signal);
        if (response.status !== 409) return await this.#accept(witness, checkpoint, response);
        this.#sizes.set(placeOf(witness, checkpoint), Number((await readText(response)).trim()));
      }
    } catch (error) {
      if (!signal.aborted) this.#note(witness, { error: String(error) });
    }
    return [];
  }

  async #send(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): Promise<Response> {
    const oldSize = this.#sizes.get(placeOf(witness, checkpoint)) ?? 0;
    // It has cosigned more than this checkpoint covers: there is nothing to ask of it.
    if (oldSize > checkpoint.size) throw new Error(`the witness is ahead, at ${oldSize}`);
    const proof = oldSize === 0 ? [] : await consistency(oldSize);
    return this.#post(witness.url, { oldSize, proof, checkpoint: checkpoint.note }, signal);
  }

  /** Keeps one line of each pinned key; whatever else came is ignored, but nothing may be forged. */
  async #accept(
    witness: WitnessAddress,
    checkpoint: SignedCheckpoint,
    response: Response,
  ): Promise<readonly Cosignature[]> {
    const body = await readText(response);
    if (!response.ok) {
      this.#note(witness, { status: response.status, answer: body.slice(0, 200) });
      return [];
    }
    const { text } = parseNote(checkpoint.note);
    const note = parseNote(`${text}\n${body}`);
    const { attested, forged } = await verifyNote(note, witness.keys);
    if (attested.length === 0 || forged.length > 0) {
      this.#note(witness, { answer: "no valid cosignature" });
      return [];
    }
    this.#sizes.set(placeOf(witness, checkpoint), checkpoint.size);
    return witness.keys.flatMap((key) => {
      const line = note.signatures.find(
        ({ name, keyId }) => name === key.name && keyId === key.keyId,
      );
      return line ? [{ key, line: formatNoteSignature(line) }] : [];
    });
  }

  #note(witness: WitnessAddress, data: Readonly<Record<string, unknown>>): void {
    this.#logger.warn({ witness: nameOf(witness), ...data }, "a witness did not cosign");
  }
}

async function readText(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > limits.noteBytesMax) throw new Error("the answer is too large");
  return text;
}
