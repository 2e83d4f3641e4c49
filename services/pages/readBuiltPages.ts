import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ServiceError } from "../platform/errors.ts";
import type { WebFile } from "./WebAssets.ts";

const directory = fileURLToPath(new URL("../../web/built", import.meta.url));

/**
 * The pages' scripts and styles, as `node scripts/web/build.ts` built them. Not there: `ServiceError`
 * `pages.not_built`.
 */
export function readBuiltPages(): readonly WebFile[] {
  const list = join(directory, "names.json");
  if (!existsSync(list))
    throw new ServiceError(
      500,
      "pages.not_built",
      `The pages are not built: ${list} is missing. Build them: node scripts/web/build.ts`,
    );
  const names = JSON.parse(readFileSync(list, "utf8")) as Readonly<Record<string, string>>;
  return Object.entries(names).map(([name, file]) => ({
    name,
    file,
    content: readFileSync(join(directory, file)),
  }));
}
