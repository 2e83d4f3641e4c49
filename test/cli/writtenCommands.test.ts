import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCommands } from "../../cli/commands.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const documents = execFileSync("git", ["ls-files", "*.md", ".ci/run"], { cwd: root })
  .toString()
  .split("\n")
  .filter((path) => path !== "");

/** Words of a line as a shell splits them, up to what is a comment, a redirection or the next command. */
function toWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/'[^']*'|"[^"]*"|[^\s'"]+/g)) {
    if (/^(#|\||>|<|&|;|\\$|\$\()/.test(word)) break;
    const isLast = /[;)`]$/.test(word);
    words.push(word.replace(/^['"]|['"]$|[;)`.,:]+$/g, ""));
    if (isLast) break;
  }
  return words;
}

/** Lines of code that begin with the command, or name it in backquotes. */
function* writtenIn(path: string): Generator<{ readonly line: string; readonly words: string[] }> {
  const text = readFileSync(`${root}/${path}`, "utf8").replaceAll("\\\n", " ");
  for (const [, inline, block] of text.matchAll(/`(\.\/sello [^`]+)`|^\s*(\.\/sello .*)$/gm)) {
    const line = inline ?? block ?? "";
    yield { line: `${path}: ${line}`, words: toWords(line).slice(1) };
  }
}

/** What stands for something else in an example: `[--large]`, `NAME`, `…`. */
const isPlaceholder = (word: string): boolean => /[[\]…|]/.test(word);

test("every command that is written down is one that there is, with options that it takes", async () => {
  const commands = await loadCommands();
  let seen = 0;
  for (const path of documents)
    for (const { line, words } of writtenIn(path)) {
      const [name = "", ...args] = words;
      if (!/^[a-z-]+$/.test(name)) continue;
      const command = commands.find((each) => each.name === name);
      assert.ok(command, line);
      const given = args.filter((word) => !isPlaceholder(word));
      assert.doesNotThrow(
        () =>
          parseArgs({
            args: given.filter((word) => word.startsWith("--")).map((word) => toFlag(word)),
            options: toFlags(command.options ?? {}),
            strict: true,
          }),
        line,
      );
      seen += 1;
    }
  assert.ok(seen > 50, `${seen} commands`);
});

/** Whether the option is known is asked here, not what its value is: an example may leave that out. */
const toFlag = (word: string): string => word.split("=")[0] ?? word;
const toFlags = (options: object) =>
  Object.fromEntries(
    [...Object.keys(options), "help"].map((name) => [name, { type: "boolean" as const }]),
  );
