import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const exported = /export \{([^}]*)\} from "(\.[^"]+)";/g;
const imported = /import \{([^}]*)\} from "@sello\/sdk";/g;

/**
 * Imports from the sdk's entrance, of the modules that it passes on. esbuild puts what any page uses of an entrance into the
 * script of every page that imports it; so a page that says a word in the reader's language would load the code that verifies.
 * @param entrance the path of the sdk's `index.ts`
 */
export function withoutBarrel(entrance: string): Plugin {
  const homes = new Map<string, string>();
  for (const [, names = "", path = ""] of readFileSync(entrance, "utf8").matchAll(exported))
    for (const name of namesIn(names)) homes.set(name, join(dirname(entrance), path));
  const toImport = (name: string): string => {
    const home = homes.get(name);
    if (home === undefined) throw new TypeError(`the sdk's entrance has no ${name}`);
    return `import { ${name} } from ${JSON.stringify(home)};`;
  };
  return {
    name: "without-barrel",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/](web|api)[\\/].*\.tsx?$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        const contents = source.replace(imported, (_, names: string) =>
          namesIn(names).map(toImport).join(""),
        );
        return contents === source
          ? undefined
          : { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      }),
  };
}

/** Of values: types are gone by then. */
const namesIn = (list: string): string[] =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
