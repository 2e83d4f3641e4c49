/** A package.json, as far as we read it. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly [member: string]: unknown;
};

const toScript = (path: string): string => path.replace(/\.ts$/, ".js");
const toTypes = (path: string): string => path.replace(/\.ts$/, ".d.ts");

const withTypes = (path: string): unknown =>
  path.endsWith(".ts") ? { types: toTypes(path), default: toScript(path) } : path;

/** The manifest of the compiled package: what names a source here names a script, and its types, there. */
export function toManifest(source: Manifest): Readonly<Record<string, unknown>> {
  const { exports, imports, scripts: _, ...manifest } = source;
  return {
    ...manifest,
    ...(imports ? { imports: mapValues(imports, toConditions) } : {}),
    exports: mapValues(exports, withTypes),
  };
}

// Types first: the first condition that fits is taken.
const toConditions = (conditions: Readonly<Record<string, string>>) => ({
  types: toTypes(conditions.default ?? ""),
  ...mapValues(conditions, toScript),
});

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
