export type JsonFault = {
  readonly code: "row.member_twice" | "row.member_name" | "number.inexact";
  /** JSON pointer of where it is: of the object, or of the number. */
  readonly pointer: string;
};

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\]|\\.)*"/y;

/**
 * What `JSON.parse` passes over: a member with the same name twice in one object, of which readers take one or the
 * other; a member name with a backslash; a number that would not be written back as the same text.
 * @param json text that `JSON.parse` takes
 */
export function findJsonFault(json: string): JsonFault | null {
  const walk: Walk = { open: [], pointer: "" };
  for (let at = 0; at < json.length; ) {
    const unit = json.charCodeAt(at);
    if (unit === 0x22) {
      const text = matchAt(string, json, at);
      const fault = takeString(walk, text);
      if (fault) return fault;
      at += text.length;
    } else if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) {
      const text = matchAt(number, json, at);
      if (String(Number(text)) !== text) return { code: "number.inexact", pointer: walk.pointer };
      at += text.length;
    } else {
      takeMark(walk, unit);
      at += 1;
    }
  }
  return null;
}

type Walk = { readonly open: Level[]; pointer: string };

function takeMark(walk: Walk, unit: number): void {
  const { open, pointer } = walk;
  const level = open.at(-1);
  if (unit === 0x7b) open.push({ names: new Set(), pointer, isName: true, index: 0 });
  else if (unit === 0x5b) {
    open.push({ names: null, pointer, isName: false, index: 0 });
    walk.pointer = `${pointer}/0`;
  } else if (unit === 0x7d || unit === 0x5d) walk.pointer = open.pop()?.pointer ?? "";
  else if (unit === 0x2c && level) walk.pointer = nextMember(level);
}

function takeString(walk: Walk, text: string): JsonFault | null {
  const level = walk.open.at(-1);
  if (!level?.names || !level.isName) return null;
  const fault = takeName(level, text);
  walk.pointer = `${level.pointer}/${text.slice(1, -1)}`;
  return fault;
}

type Level = {
  readonly names: Set<string> | null;
  readonly pointer: string;
  isName: boolean;
  index: number;
};

function nextMember(level: Level): string {
  level.isName = level.names !== null;
  level.index += 1;
  return level.names === null ? `${level.pointer}/${level.index}` : level.pointer;
}

function takeName(level: Level, text: string): JsonFault | null {
  level.isName = false;
  if (text.includes("\\")) return { code: "row.member_name", pointer: level.pointer };
  if (level.names?.has(text)) return { code: "row.member_twice", pointer: level.pointer };
  level.names?.add(text);
  return null;
}

function matchAt(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? text.charAt(at);
}
