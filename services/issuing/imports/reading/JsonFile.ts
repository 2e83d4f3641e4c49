import { limits } from "../../../platform/limits.ts";
import type { FilePart, FileRow } from "./FileRow.ts";
import { JsonArrayReader } from "./JsonArrayReader.ts";
import { spreadObject } from "./refusals.ts";

const lineEnd = /\r\n|\r|\n/g;
/** The first line of an object that is written over several. */
const firstOfSeveral = /^\s*\{\s*$|^\s*\{.*[,{[:]\s*$/s;

/** Reads one JSON value a line, or the elements of one array, from text that comes in pieces. */
export class JsonFile {
  #array: JsonArrayReader | null = null;
  #hasBegun = false;
  #isFirstRead = false;
  #rows: FileRow[] = [];
  #held = "";
  #isLong = false;
  #afterReturn = false;
  #line = 1;

  /** Line of the next character. */
  get line(): number {
    return this.#array?.line ?? this.#line;
  }

  push(text: string): void {
    if (!this.#hasBegun) this.#begin(text);
    if (this.#array !== null) this.#array.push(text);
    else this.#readLines(text);
  }

  end(): void {
    if (this.#array !== null) this.#array.end();
    else if (this.#held !== "" || this.#isLong) this.#endLine();
  }

  takeReady(): FilePart {
    const rows = this.#rows;
    this.#rows = [];
    return { header: null, rows };
  }

  /** What the first character that is not a space says decides. Until it comes there are only blank lines. */
  #begin(text: string): void {
    const first = text.trimStart().charAt(0);
    if (first === "") return;
    this.#hasBegun = true;
    if (first !== "[") return;
    this.#array = new JsonArrayReader({
      firstLine: this.#line,
      elementCharactersMax: limits.importRowCharacters,
      onRow: (row) => this.#rows.push(row),
    });
  }

  #readLines(text: string): void {
    let from = this.#afterReturn && text.startsWith("\n") ? 1 : 0;
    lineEnd.lastIndex = from;
    for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
      this.#hold(text.slice(from, end.index));
      this.#endLine();
      this.#line += 1;
      from = lineEnd.lastIndex;
    }
    if (text !== "") this.#afterReturn = text.endsWith("\r");
    this.#hold(text.slice(from));
  }

  #hold(text: string): void {
    if (this.#held.length + text.length > limits.importRowCharacters) {
      this.#isLong = true;
      this.#held = "";
    } else if (!this.#isLong) this.#held += text;
  }

  #endLine(): void {
    const line = this.#line;
    const json = this.#held;
    if (this.#isLong) this.#rows.push({ line, refused: "row.too_long" });
    else if (json.trim() !== "") {
      if (!this.#isFirstRead && firstOfSeveral.test(json)) throw spreadObject(line);
      this.#isFirstRead = true;
      this.#rows.push({ line, json });
    }
    this.#held = "";
    this.#isLong = false;
  }
}
