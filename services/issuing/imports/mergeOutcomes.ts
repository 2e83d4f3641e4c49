import type { Rejection, RowOutcome } from "./Import.ts";
import { unpackOutcomes } from "./packOutcomes.ts";

const rejectionsAtOnce = 1_000;

/**
 * What became of rows, in the order of lines: results of finished segments and rejections, each read a
 * piece at a time.
 */
export async function* mergeOutcomes(
  nextResults: (afterNumber: number) => Promise<{ number: number; results: Buffer } | null>,
  nextRejections: (afterLine: number, limit: number) => Promise<readonly Rejection[]>,
): AsyncGenerator<readonly RowOutcome[]> {
  const rejections = new RejectionReader(nextRejections);
  for (let number = -1; ; ) {
    const segment = await nextResults(number);
    if (segment === null) break;
    number = segment.number;
    const settled = unpackOutcomes(segment.results);
    const lastLine = settled.at(-1)?.line ?? 0;
    const rejected = await rejections.upTo(lastLine);
    yield [...settled, ...rejected].sort((a, b) => a.line - b.line);
  }
  for (let page = await rejections.next(); page.length > 0; page = await rejections.next()) {
    yield page;
  }
}

class RejectionReader {
  readonly #read: (afterLine: number, limit: number) => Promise<readonly Rejection[]>;
  #ahead: RowOutcome[] = [];
  #lastLine = 0;

  constructor(read: (afterLine: number, limit: number) => Promise<readonly Rejection[]>) {
    this.#read = read;
  }

  async next(): Promise<RowOutcome[]> {
    if (this.#ahead.length === 0) await this.#readMore();
    const page = this.#ahead;
    this.#ahead = [];
    return page;
  }

  /** Those of lines up to `line` that were not given yet. */
  async upTo(line: number): Promise<RowOutcome[]> {
    const given: RowOutcome[] = [];
    for (;;) {
      if (this.#ahead.length === 0 && (await this.#readMore()) === 0) return given;
      const later = this.#ahead.findIndex((row) => row.line > line);
      if (later === -1) given.push(...(await this.next()));
      else return given.concat(this.#ahead.splice(0, later));
    }
  }

  async #readMore(): Promise<number> {
    const rows = await this.#read(this.#lastLine, rejectionsAtOnce);
    this.#ahead = rows.map((row) => ({ ...row, outcome: "rejected" }));
    this.#lastLine = rows.at(-1)?.line ?? this.#lastLine;
    return rows.length;
  }
}
