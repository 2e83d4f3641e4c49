/** A node of the Solidity compiler's syntax tree: what is read of it here. */
export type SyntaxNode = {
  nodeType: string;
  /** Start and length in bytes, and the file's number: "12:34:5". */
  src: string;
  trueBody?: SyntaxNode;
  falseBody?: SyntaxNode | null;
};

/** A source with a line of its own for each branch, which runs when the branch is taken. */
export type MarkedSource = {
  text: string;
  /** For each line, from 1: the line of the original that it stems from. */
  originalLines: number[];
  /** Lines of `text` that are markers. */
  markerLines: Set<number>;
};

const MARKER = "assert(true);";

/**
 * Hardhat measures which statements ran, not which branches. So each branch of each `if`, also the one that
 * is not written, gets a statement of its own, which changes nothing.
 * @throws {Error} at a conditional expression, which has no room for a statement: write an `if`
 */
export function markBranches(source: string, tree: SyntaxNode): MarkedSource {
  const bytes = Buffer.from(source, "utf8");
  const insertions = collectNodes(tree).flatMap((node) => toInsertions(bytes, node));
  return insertLines(bytes, insertions);
}

type Insertion = { offset: number; text: string };

/** Inner nodes first: of two that end at one place, the inner one's text belongs before the outer one's. */
function collectNodes(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(collectNodes);
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(collectNodes);
  return "nodeType" in value && "src" in value ? [...below, value as SyntaxNode] : below;
}

function toInsertions(bytes: Buffer, node: SyntaxNode): Insertion[] {
  if (node.nodeType === "Conditional") throw new Error(`conditional expression at ${node.src}`);
  if (node.nodeType !== "IfStatement" || node.trueBody === undefined) return [];
  const taken = toBranch(bytes, node.trueBody);
  if (node.falseBody) return [...taken, ...toBranch(bytes, node.falseBody)];
  const last = taken.at(-1) as Insertion;
  const end = rangeOf(bytes, node.trueBody).end;
  const otherwise = ` else {\n${MARKER}\n}`;
  if (last.offset !== end) return [...taken, { offset: end, text: otherwise }];
  return [...taken.slice(0, -1), { offset: end, text: last.text + otherwise }];
}

function toBranch(bytes: Buffer, body: SyntaxNode): Insertion[] {
  const { start, end } = rangeOf(bytes, body);
  if (body.nodeType === "Block") return [{ offset: start + 1, text: `\n${MARKER}\n` }];
  return [
    { offset: start, text: `{\n${MARKER}\n` },
    { offset: end, text: "\n}" },
  ];
}

/** Bytes of a statement. The compiler leaves out the semicolon of most. */
function rangeOf(bytes: Buffer, { src }: SyntaxNode): { start: number; end: number } {
  const [start = 0, length = 0] = src.split(":").map(Number);
  const end = start + length;
  return { start, end: bytes[end] === ";".charCodeAt(0) ? end + 1 : end };
}

function insertLines(bytes: Buffer, insertions: Insertion[]): MarkedSource {
  const marked: MarkedSource = { text: "", originalLines: [0], markerLines: new Set() };
  let read = 0;
  let originalLine = 1;
  const write = (text: string, isOriginal: boolean) => {
    for (const character of text) {
      if (character !== "\n") continue;
      marked.originalLines.push(originalLine);
      if (isOriginal) originalLine++;
    }
    marked.text += text;
  };
  for (const { offset, text } of insertions.toSorted((a, b) => a.offset - b.offset)) {
    write(bytes.toString("utf8", read, offset), true);
    write(text, false);
    read = offset;
  }
  write(`${bytes.toString("utf8", read)}\n`, true);
  for (const [index, line] of marked.text.split("\n").entries()) {
    if (line === MARKER) marked.markerLines.add(index + 1);
  }
  return marked;
}
