/** An import that the program said it has, and the rows of its file. */
export type AcknowledgedImport = {
  readonly id: string;
  readonly office: string;
  readonly rows: number;
};

/** What the program has said it did: from then on it must be so, whatever is killed. */
export class Acknowledged {
  /** Office that issued, by document id. */
  readonly documents = new Map<string, string>();
  readonly imports: AcknowledgedImport[] = [];
  readonly revoked = new Set<string>();
  /** Roots of checkpoints that were served, by size. */
  readonly checkpoints = new Map<number, string>();
  /** Records that were sent, so many documents there must be: every one was sent until acknowledged. */
  records = 0;
  readonly violations: string[] = [];

  violate(what: string): void {
    this.violations.push(what);
  }
}
