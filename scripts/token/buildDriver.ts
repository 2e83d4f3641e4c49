import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folderOf = (name: string): string => join(root, "node_modules", name);
const sources = ["dl.cpp", "common.cpp", "main.cpp"];

/**
 * Compiles pkcs11js where its own installation could not: npm's way fetches Node's headers from nodejs.org, and these
 * few are in a package. Does nothing when it is there. Needs npm and a C++ compiler.
 */
export function buildDriver(): void {
  installDriver();
  const driver = folderOf("pkcs11js");
  const target = join(driver, "build", "Release", "pkcs11.node");
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  // Several may build at once: each moves a whole file into its place.
  const built = `${target}.${process.pid}`;
  const headers = join(folderOf("node-api-headers"), "include");
  const flags = process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
  execFileSync(
    process.env.CXX ?? "c++",
    [
      ...["-O2", "-std=c++17", "-shared", "-fPIC", ...flags],
      ...["-DNAPI_DISABLE_CPP_EXCEPTIONS", "-DBUILDING_NODE_EXTENSION"],
      ...[headers, join(driver, "includes")].flatMap((folder) => ["-I", folder]),
      ...sources.map((name) => join(driver, "src", name)),
      ...["-o", built],
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  renameSync(built, target);
}

/** npm takes an optional package away again when its script fails. Does nothing when its sources are there. */
export function installDriver(): void {
  if (existsSync(folderOf("pkcs11js"))) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = `pkcs11js@${optionalDependencies.pkcs11js}`;
  const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...flags, wanted], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

if (import.meta.main) buildDriver();
