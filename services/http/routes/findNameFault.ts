/**
 * What is wrong with the member names of a JSON text: `repeated`, since readers differ in which of the two they take;
 * `escaped`, since Node's JSON.parse mixes up escaped names after certain inputs, so that one request changes how
 * another is read (nodejs/node#63785); null when nothing is.
 * @param text need not be JSON: then the answer means nothing, but it is given in time that grows with the text alone
 */
export function findNameFault(text: string): "repeated" | "escaped" | null {
  const open: Set<string>[] = [];
  let name = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfText(text, at + 1);
      name = text.slice(at + 1, end);
      at = end;
    } else if (character === "{") open.push(new Set());
    else if (character === "}") open.pop();
    else if (character === ":") {
      if (name.includes("\\")) return "escaped";
      const names = open.at(-1);
      if (names?.has(name)) return "repeated";
      names?.add(name);
    }
  }
  return null;
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
