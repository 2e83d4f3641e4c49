/** An import that the program said it has, and the rows of its file. */
export type AcknowledgedImport = {
  readonly id: string;
  readonly office: string;
  readonly rows: number;
};

/** A checkpoint, with its root in hexadecimal. */
export type SeenCheckpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
};

/** What an applicant was told came of it; null: nothing yet. */
export type ToldApplication = {
  readonly outcome: string | null;
  readonly document: string | null;
  readonly receipt: string | null;
};

/** What the program has said it did: from then on it must be so, whatever is killed. */
export class Acknowledged {
  /** Office that issued, by document id. */
  readonly documents = new Map<string, string>();
  readonly imports: AcknowledgedImport[] = [];
  readonly revoked = new Set<string>();
  /** What applicants were last told, by the id of the application. */
  readonly applications = new Map<string, ToldApplication>();
  /** Checkpoints that were served, by log and size. */
  readonly #checkpoints = new Map<string, SeenCheckpoint>();
  /** Records that were sent, so many documents there must be: every one was sent until acknowledged. */
  records = 0;
  readonly violations: string[] = [];

  get checkpoints(): readonly SeenCheckpoint[] {
    return [...this.#checkpoints.values()];
  }

  see(checkpoint: SeenCheckpoint): void {
    const { origin, size, root } = checkpoint;
    const key = `${origin} ${size}`;
    const before = this.#checkpoints.get(key);
    if (before && before.root !== root)
      this.violate(`two checkpoints of ${key}: ${before.root} and ${root}`);
    this.#checkpoints.set(key, checkpoint);
  }

  violate(what: string): void {
    this.violations.push(what);
  }
}
