import { expect } from "chai";
import { markBranches, type SyntaxNode } from "../../../scripts/contracts/branches/markBranches.ts";
import { parseLcov, toCoverage } from "../../../scripts/contracts/branches/toCoverage.ts";

/** A node over the one place where `text` is in `source`, without the semicolon, as the compiler has it. */
function toNode(source: string, nodeType: string, text: string, rest: Partial<SyntaxNode> = {}) {
  const start = Buffer.byteLength(source.slice(0, source.indexOf(text)));
  return { nodeType, src: `${start}:${Buffer.byteLength(text)}:0`, ...rest };
}

const plain = "// §\nif (a) b();\nc();\n";
const plainTree = toNode(plain, "IfStatement", "if (a) b()", {
  trueBody: toNode(plain, "ExpressionStatement", "b()"),
});

describe("Coverage of contracts", () => {
  it("gives the branch that is written and the one that is not a line each", () => {
    const { text, markerLines } = markBranches(plain, plainTree);
    expect(text.trimEnd().split("\n")).to.deep.equal([
      "// §",
      "if (a) {",
      "assert(true);",
      "b();",
      "} else {",
      "assert(true);",
      "}",
      "c();",
    ]);
    expect([...markerLines]).to.deep.equal([3, 6]);
  });

  it("nests the branches of else-if", () => {
    const source = "if (a) { b(); } else if (c) { d(); }";
    const inner = toNode(source, "IfStatement", "if (c) { d(); }", {
      trueBody: toNode(source, "Block", "{ d(); }"),
    });
    const tree = toNode(source, "IfStatement", source, {
      trueBody: toNode(source, "Block", "{ b(); }"),
      falseBody: inner,
    });
    const { text, markerLines } = markBranches(source, tree);
    const flat = text.replaceAll(/\s+/g, " ").trim();
    expect(flat).to.equal(
      "if (a) { assert(true); b(); } else { assert(true); " +
        "if (c) { assert(true); d(); } else { assert(true); } }",
    );
    expect(markerLines.size).to.equal(4);
  });

  it("refuses a conditional expression, which it could not count", () => {
    const source = "a ? b : c";
    expect(() => markBranches(source, toNode(source, "Conditional", source))).to.throw();
  });

  it("reports lines and branches by the lines of the original", () => {
    const marked = markBranches(plain, plainTree);
    const lcov = "SF:x.sol\nDA:2,1\nDA:3,0\nDA:4,0\nDA:6,1\nDA:8,1\nend_of_record\n";
    const counts = parseLcov(lcov).get("x.sol");
    const { lines, branches } = toCoverage(marked, counts ?? new Map());
    expect([...lines]).to.deep.equal([
      [2, false],
      [3, true],
    ]);
    expect(branches).to.deep.equal([
      { line: 2, taken: false },
      { line: 2, taken: true },
    ]);
  });
});
