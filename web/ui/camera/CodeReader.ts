import { trustedScript } from "../pwa/pageScripts.ts";

export type CodeQuestion = {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly pixels: ArrayBuffer;
  /** Whether light modules on dark are looked for, as some screens in dark mode show them. */
  readonly isInverted: boolean;
};

/** What the code says, a byte a character. */
export type CodeAnswer = string | null;

/** Reads codes in pictures, one after the other, in a worker of its own. */
export class CodeReader {
  readonly #worker: Worker;

  /** @param path of the worker's script, as the page's server names it */
  constructor(path: string) {
    this.#worker = new Worker(trustedScript(path), { type: "module" });
  }

  /** The bytes of the code in a picture; null without one. */
  async read({ width, height, data }: ImageData, isInverted: boolean): Promise<Uint8Array | null> {
    const pixels = data.slice().buffer as ArrayBuffer;
    const question: CodeQuestion = { width, height, pixels, isInverted };
    const answer = await new Promise<CodeAnswer>((resolve, reject) => {
      this.#worker.onmessage = ({ data: said }: MessageEvent<CodeAnswer>) => resolve(said);
      this.#worker.onerror = () => reject(new Error("the code reader does not start"));
      this.#worker.postMessage(question, [pixels]);
    });
    return answer === null ? null : Uint8Array.from(answer, (char) => char.charCodeAt(0));
  }

  stop(): void {
    this.#worker.terminate();
  }
}
