import {
  type ArrowFunctionExpression,
  type Function as FunctionNode,
  parseSync,
  type Span,
  Visitor,
} from "oxc-parser";

export type FunctionSize = {
  readonly name: string;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly lines: number;
};

export type FileSize = { readonly lines: number; readonly functions: readonly FunctionSize[] };

/**
 * Lines of a source file and of its functions, blank lines and comments inside them included. Functions are those
 * with a name of their own: declared, methods, or the value of a constant or member. A function that is handed to
 * another is part of the one around it.
 */
export function measureFile(path: string, text: string): FileSize {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const functions: FunctionSize[] = [];
  const note = (name: Span, whole: Span, value: { type: string } | null) => {
    if (!hasBody(value)) return;
    functions.push({
      name: text.slice(name.start, name.end),
      line: linesOf(text.slice(0, whole.start)),
      lines: linesOf(text.slice(whole.start, whole.end)),
    });
  };
  new Visitor({
    FunctionDeclaration: (node) => note(node.id ?? node, node, node),
    MethodDefinition: (node) => note(node.key, node, node.value),
    PropertyDefinition: (node) => note(node.key, node, node.value),
    Property: (node) => note(node.key, node, node.value),
    VariableDeclarator: (node) => note(node.id, node, node.init),
  }).visit(program);
  return { lines: linesOf(text.trimEnd()), functions };
}

const functionTypes = ["ArrowFunctionExpression", "FunctionDeclaration", "FunctionExpression"];

/** An overload is declared without a body. */
function hasBody(value: { type: string } | null): value is ArrowFunctionExpression | FunctionNode {
  if (value === null || !functionTypes.includes(value.type)) return false;
  return (value as FunctionNode).body !== null;
}

const linesOf = (text: string): number => text.split("\n").length;
