export type KeptAnswerOptions<Answer> = {
  readonly ask: () => Promise<Answer>;
  /** For how long an answer is given again. */
  readonly keptMs: number;
  readonly nowMs: () => number;
};

/** An answer that costs something, asked for at most once in a while, however many want it. */
export class KeptAnswer<Answer> {
  readonly #options: KeptAnswerOptions<Answer>;
  #kept: { readonly answer: Promise<Answer>; readonly atMs: number } | null = null;

  constructor(options: KeptAnswerOptions<Answer>) {
    this.#options = options;
  }

  get(): Promise<Answer> {
    const { ask, keptMs, nowMs } = this.#options;
    const now = nowMs();
    if (this.#kept !== null && now - this.#kept.atMs < keptMs) return this.#kept.answer;
    const kept = { answer: ask(), atMs: now };
    this.#kept = kept;
    // A failure goes to those who wait for it now, and is not kept.
    kept.answer.catch(() => {
      if (this.#kept === kept) this.#kept = null;
    });
    return kept.answer;
  }
}
