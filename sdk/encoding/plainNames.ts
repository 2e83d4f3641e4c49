/** A JSON text in which no member name is written with an escape, and what stands in for those that were. */
export type PlainNames = { readonly text: string; readonly names: ReadonlyMap<string, string> };

/**
 * Puts plain names in the place of those with a backslash in them: Node's JSON.parse mixes up escaped names after
 * certain inputs, so that one request changes how another is read (nodejs/node#63785). Refusing them would refuse
 * honest clients: Python writes every name that is not ASCII with escapes.
 * @param text need not be JSON: then what comes back is no JSON either
 * @returns null when an object names a member twice: readers differ in which of the two they take (RFC 8259 §4)
 */
export function takeOutEscapedNames(text: string): PlainNames | null {
  const walk = new NameWalk(text);
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = walk.takeText(at);
    else if (character === "{") walk.open();
    else if (character === "}") walk.close();
    else if (character === ":" && !walk.takeName()) return null;
  }
  return walk.end();
}

class NameWalk {
  readonly #text: string;
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  readonly #open: Set<string>[] = [];
  /** What was copied, and up to where. */
  #plain = "";
  #copied = 0;
  /** The quotes of the last text: of a name, where a colon follows. */
  #start = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
    this.#prefix = unusedPrefix(text);
  }

  open(): void {
    this.#open.push(new Set());
  }

  close(): void {
    this.#open.pop();
  }

  /** @returns where the text ends that begins at `start` */
  takeText(start: number): number {
    this.#start = start;
    this.#end = endOfText(this.#text, start + 1);
    return this.#end;
  }

  /** Takes the last text for a name. @returns whether its object has none like it */
  takeName(): boolean {
    const written = this.#text.slice(this.#start + 1, this.#end);
    const name = written.includes("\\") ? unescapeName(written) : written;
    const known = this.#open.at(-1);
    if (known?.has(name)) return false;
    known?.add(name);
    if (name !== written) this.#replace(name);
    return true;
  }

  end(): PlainNames {
    return { text: this.#plain + this.#text.slice(this.#copied), names: this.#names };
  }

  #replace(name: string): void {
    const standIn = `${this.#prefix}${this.#names.size}`;
    this.#names.set(standIn, name);
    this.#plain += `${this.#text.slice(this.#copied, this.#start + 1)}${standIn}`;
    this.#copied = this.#end;
  }
}

/** The value with the names that it was written with. */
export function putBackNames(value: unknown, names: PlainNames["names"]): unknown {
  if (names.size === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => putBackNames(item, names));
  const entries = Object.entries(value).map(
    ([name, member]) => [names.get(name) ?? name, putBackNames(member, names)] as const,
  );
  // `__proto__` becomes a member like any other.
  return Object.fromEntries(entries);
}

// A text alone is read rightly. One that is not JSON makes the whole no JSON.
function unescapeName(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

function unusedPrefix(text: string): string {
  let prefix = "~";
  while (text.includes(prefix)) prefix += "~";
  return prefix;
}

/** Where the quote is that ends the text. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
