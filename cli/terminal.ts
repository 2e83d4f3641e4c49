import { toVisibleText } from "@sello/sdk";

// Everything that a terminal gets goes through here. Documents, lists and servers of others are shown too, and what
// they write must neither be obeyed (control characters), nor turn or hide what is around it, nor begin a line of its
// own.

/** Colours: the only sequences that a terminal is to obey. */
const colour = new RegExp(`(${String.fromCharCode(27)}\\[[0-9;]*m)`);

/** A value that others wrote, on one line. Line breaks are marked. */
export const shown = (value: unknown): string =>
  toVisibleText(typeof value === "string" ? value : (JSON.stringify(value) ?? String(value)));

/** Text for the terminal; what comes from others is {@link shown} in it. */
export function print(text: string): void {
  console.log(withoutCommands(text));
}

/** As `print`, on standard error. */
export function complain(text: string): void {
  console.error(withoutCommands(text));
}

/** A value as JSON, whose strings are unchanged for those who parse it. */
export function printJson(value: unknown, indent = 2): void {
  console.log(toVisibleJson(JSON.stringify(value, null, indent)));
}

/** A second line of defence: a value that was not `shown` still has no command for the terminal. */
export const withoutCommands = (text: string): string =>
  text
    .split(colour)
    .map((part, index) => (index % 2 === 1 ? part : toVisibleText(part, { lines: true })))
    .join("");

/** JSON has escapes of its own for characters that are not to be seen by a terminal. */
export const toVisibleJson = (json: string): string =>
  toVisibleText(json, { lines: true }, toJsonEscapes);

const toJsonEscapes = (character: string): string =>
  [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
    .join("");
