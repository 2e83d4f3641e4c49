// node scripts/architecture/writeTable.ts   writes the arrows into ARCHITECTURE.md
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { toTable } from "../../test/architecture/arrows.ts";

const file = fileURLToPath(new URL("../../ARCHITECTURE.md", import.meta.url));
const text = readFileSync(file, "utf8");
// The first table of the page: a row of titles, a rule, and a row for each part.
writeFileSync(file, text.replace(/\| part \| job \| may import \|\n(?:\|.*\n)+/, `${toTable()}\n`));
