import type { WriteStream } from "node:tty";

const width = 30;
const linesEveryMs = 2_000;

/** A bar that is redrawn on a terminal; elsewhere a line every two seconds. */
export class ProgressBar {
  readonly #stream: WriteStream;
  #drawnMs = Number.NEGATIVE_INFINITY;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** @param fraction 0 to 1 */
  show(fraction: number, words: string): void {
    const done = Math.round(Math.min(1, Math.max(0, fraction)) * width);
    const bar = `${"█".repeat(done)}${"░".repeat(width - done)}`;
    const line = `${bar} ${String(Math.floor(fraction * 100)).padStart(3)} %  ${words}`;
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\x1b[K${line}`);
      return;
    }
    const nowMs = performance.now();
    if (fraction < 1 && nowMs - this.#drawnMs < linesEveryMs) return;
    this.#drawnMs = nowMs;
    this.#stream.write(`${line}\n`);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write("\n");
  }
}
