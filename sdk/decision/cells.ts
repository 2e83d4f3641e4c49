/** What a table compares and gives: a whole number, a text, or yes or no. Money is in cents, a date is a text or a count of days. */
export type Fact = number | string | boolean;

export type FactKind = "number" | "string" | "boolean";

type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** One thing that a cell asks of a fact. */
export type CellTest =
  | { readonly compare: Comparison; readonly value: Fact }
  | {
      readonly from: number;
      readonly to: number;
      /** Whether the bound itself is inside. */
      readonly withFrom: boolean;
      readonly withTo: boolean;
    };

/** A cell holds when one of its tests does; one without tests always holds. */
export type Cell = readonly CellTest[];

// The unary tests of the ZEN language that both evaluators read in the same way (docs.gorules.io, Decision tables). Texts have no
// quotes, no backslash and no control characters in them, so that there is nothing to escape.
const number = String.raw`-?(?:0|[1-9]\d{0,14})`;
const literal = String.raw`${number}|"[^"\\\p{C}]*"|true|false`;
const space = "[ ]*";
const comparison = new RegExp(`^(<=?|>=?|==|!=)?${space}(${literal})`, "u");
const interval = new RegExp(
  `^([[(])${space}(${number})${space}\\.\\.${space}(${number})${space}([\\])])`,
);
const separator = new RegExp(`^${space},${space}`);
const ordering = new Set<Comparison>(["<", "<=", ">", ">="]);

/**
 * Reads a condition: `>= 18`, `[1..10)`, `"a", "b"`, `true`; empty: whatever the fact is.
 * @returns null for what is not in the subset
 */
export function readCell(text: string): Cell | null {
  let rest = text.trim();
  if (rest === "") return [];
  const tests: CellTest[] = [];
  for (;;) {
    const read = readTest(rest);
    if (read === null) return null;
    tests.push(read.test);
    rest = rest.slice(read.characters).trimEnd();
    if (rest === "") return tests;
    const comma = separator.exec(rest);
    if (comma === null) return null;
    rest = rest.slice(comma[0].length);
  }
}

function readTest(text: string): { test: CellTest; characters: number } | null {
  const range = interval.exec(text);
  if (range !== null) {
    const [whole, opening, from, to, closing] = range;
    const test = {
      from: Number(from),
      to: Number(to),
      withFrom: opening === "[",
      withTo: closing === "]",
    };
    return test.from <= test.to ? { test, characters: whole.length } : null;
  }
  const compared = comparison.exec(text);
  if (compared === null) return null;
  const [whole, operator = "==", written = ""] = compared;
  const compare = operator as Comparison;
  const value = toFact(written);
  if (ordering.has(compare) && typeof value !== "number") return null;
  return { test: { compare, value }, characters: whole.length };
}

/** Reads what a row gives: a number, a text in quotes, or yes or no. @returns null for what is not in the subset */
export function readLiteral(text: string): Fact | null {
  const trimmed = text.trim();
  return new RegExp(`^(?:${literal})$`, "u").test(trimmed) ? toFact(trimmed) : null;
}

function toFact(written: string): Fact {
  if (written === "true" || written === "false") return written === "true";
  // Negative zero is written by nobody, and compares as zero.
  return written.startsWith('"') ? written.slice(1, -1) : Number(written) + 0;
}

export const kindOf = (fact: Fact): FactKind => typeof fact as FactKind;

/** The kinds of fact that a cell compares with. */
export const kindsOf = (cell: Cell): FactKind[] =>
  cell.map((test) => ("compare" in test ? kindOf(test.value) : "number"));

/** Whether a cell holds for a fact of its own kind. */
export const holds = (cell: Cell, fact: Fact): boolean =>
  cell.length === 0 || cell.some((test) => passes(test, fact));

function passes(test: CellTest, fact: Fact): boolean {
  if (!("compare" in test)) {
    if (typeof fact !== "number") return false;
    const isAfter = test.withFrom ? fact >= test.from : fact > test.from;
    return isAfter && (test.withTo ? fact <= test.to : fact < test.to);
  }
  const { compare, value } = test;
  if (compare === "==") return fact === value;
  if (compare === "!=") return fact !== value;
  if (compare === "<") return fact < value;
  if (compare === "<=") return fact <= value;
  return compare === ">" ? fact > value : fact >= value;
}
