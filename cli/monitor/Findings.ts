import { SelloError } from "@sello/sdk";
import { MalformedAnswer } from "./MalformedAnswer.ts";
import type { ViolationCode } from "./violationTexts.ts";

/** Something is not as it must be: what, where, and what both sides say, so that anybody can check it. */
export type Violation = {
  readonly code: ViolationCode;
  readonly where: Readonly<Record<string, string | number>>;
  /** What the rules, the chain, or what was seen before ask for. */
  readonly expected: unknown;
  readonly found: unknown;
};

/** Kept of one kind; a fault that occurs a thousand times is not reported a thousand times. */
const keptOfOneCode = 20;

/** Collects what one look finds wrong. */
export class Findings {
  readonly violations: Violation[] = [];
  readonly #counts = new Map<ViolationCode, number>();

  /** All findings, kept or not. */
  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  has(...codes: readonly ViolationCode[]): boolean {
    return codes.some((code) => this.#counts.has(code));
  }

  add(
    code: ViolationCode,
    where: Violation["where"],
    sides: { readonly expected: unknown; readonly found: unknown },
  ): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= keptOfOneCode) this.violations.push({ code, where, ...sides });
  }

  /** Runs a part of a look; what it cannot read is a finding, and null its result. */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MalformedAnswer) {
        const { path, expected, found } = error;
        this.add("answer.malformed", { path }, { expected, found });
      } else if (error instanceof SelloError) {
        const sides = { expected: error.message, found: error.code };
        this.add("answer.malformed", { path: what }, sides);
      } else throw error;
      return null;
    }
  }
}
