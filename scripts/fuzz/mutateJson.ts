import type { Random } from "./Random.ts";

type Node = { readonly holder: Record<string, unknown>; readonly key: string };

const strangeValues: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1, 0.5, 1e308, 2 ** 53, 2 ** 31, -(2 ** 63)],
  ...["", " ", "0", "a".repeat(3_000), "\u0000", "\ud800", "__proto__", "名字"],
  ...[
    [],
    {},
    [[]],
    [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],
    { a: { a: { a: {} } } },
    [null],
    ["", ""],
  ],
];
const strangeNames = [
  "__proto__",
  "constructor",
  "",
  "toString",
  "a".repeat(300),
  "_sd",
  "...",
  "x",
];

/** The same JSON with a member or an element of another value, gone, renamed or moved; null: the text is not JSON. */
export function mutateJson(input: Buffer, random: Random): Buffer | null {
  const value = tryParse(input.toString("utf8"));
  if (value === null || typeof value !== "object") return null;
  const nodes = nodesOf(value as Record<string, unknown>);
  if (nodes.length === 0) return null;
  const { holder, key } = random.pick(nodes);
  const other = random.pick(nodes);
  switch (random.below(5)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      // Defined, not assigned: `__proto__` has to become a member.
      define(holder, random.pick(strangeNames), holder[key]);
      break;
    case 2:
      holder[key] = structuredClone(other.holder[other.key]);
      break;
    default:
      holder[key] = random.pick(strangeValues);
  }
  return Buffer.from(JSON.stringify(value));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function nodesOf(value: Record<string, unknown>): Node[] {
  const nodes: Node[] = [];
  const waiting = [value];
  for (let holder = waiting.pop(); holder && nodes.length < 2_000; holder = waiting.pop())
    for (const key of Object.keys(holder)) {
      nodes.push({ holder, key });
      const inner = holder[key];
      if (inner !== null && typeof inner === "object") waiting.push(inner as typeof holder);
    }
  return nodes;
}

const define = (holder: object, name: string, value: unknown): void => {
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};
