import type { WriteStream } from "node:tty";
import { styleText } from "node:util";
import { complain } from "./terminal.ts";

/** Shows the steps of something long, one a line, each with the time it took. */
export class StepList {
  readonly #stream: WriteStream;
  #current: { name: string; detail: string; startedMs: number } | null = null;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** The step before is done; this one begins. The same name again only changes its detail. */
  next(name: string, detail = ""): void {
    if (this.#current?.name === name) {
      this.#current.detail = detail;
      this.#draw("…");
      return;
    }
    this.done();
    this.#current = { name, detail, startedMs: performance.now() };
    this.#draw("…");
  }

  done(): void {
    if (!this.#current) return;
    const seconds = ((performance.now() - this.#current.startedMs) / 1000).toFixed(1);
    this.#draw(styleText("green", "✓"), styleText("dim", `${seconds} s`), "\n");
    this.#current = null;
  }

  fail(reason: string): void {
    if (this.#current) this.#draw(styleText("red", "✗"), "", "\n");
    this.#current = null;
    complain(`sello: ${reason}`);
  }

  /** Says something beside the steps; the one under way goes on. */
  note(text: string): void {
    if (this.#current && this.#stream.isTTY) this.#stream.write("\r\x1b[K");
    complain(`sello: ${text}`);
    this.#draw("…");
  }

  #draw(mark: string, after = "", end = ""): void {
    if (!this.#current) return;
    const { name, detail } = this.#current;
    const line = ` ${mark} ${name}${detail ? ` ${detail}` : ""} ${after}`;
    // Without a terminal (a log, CI) only finished lines are written.
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[K${line}${end}`);
    else if (end) this.#stream.write(`${line}${end}`);
  }
}
