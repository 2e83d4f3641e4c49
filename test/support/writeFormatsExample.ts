import { readFileSync, writeFileSync } from "node:fs";
import { blockPattern, makeExampleRoots, toExampleBlocks } from "./formatsExample.ts";

// Makes the example of docs/formats.md again: node test/support/writeFormatsExample.ts
const page = new URL("../../docs/formats.md", import.meta.url);
const blocks = toExampleBlocks(await makeExampleRoots());
const text = readFileSync(page, "utf8").replace(
  blockPattern,
  (_, open: string, name: string, __, close: string) => {
    const block = blocks[name];
    if (block === undefined) throw new RangeError(`no such block: ${name}`);
    return `${open}${block.endsWith("\n") ? block : `${block}\n`}${close}`;
  },
);
writeFileSync(page, text);
