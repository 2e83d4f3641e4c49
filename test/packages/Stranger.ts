import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** An empty folder of somebody who has nothing of this repository but its packages. */
export class Stranger {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Packs both packages, and installs them from their tarballs. */
  static async install(): Promise<Stranger> {
    const stranger = new Stranger(mkdtempSync(join(tmpdir(), "sello-stranger-")));
    const tarballs = stranger.path("tarballs");
    mkdirSync(tarballs);
    const build = join(root, "scripts", "packages", "build.ts");
    await run(process.execPath, [build, "--pack", tarballs], { cwd: root });
    stranger.write("package.json", JSON.stringify({ private: true, type: "module" }));
    const files = readdirSync(tarballs).map((name) => join(tarballs, name));
    await run("npm", ["install", "--no-audit", "--no-fund", ...files], { cwd: stranger.folder });
    return stranger;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** Runs a file of the folder; what it prints. */
  async node(program: string, ...args: string[]): Promise<string> {
    const { stdout } = await run(program, args, { cwd: this.folder });
    return stdout;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A Node of this version, from npm; brought once. */
export async function nodeOf(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const prefix = join(root, ".toolchain", `node${major}`);
  const program = join(prefix, "node_modules", "node", "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(prefix, { recursive: true });
    const args = ["install", "--prefix", prefix, "--no-save", "--no-audit", "--no-fund"];
    await run("npm", [...args, `node@${major}`]);
  }
  return program;
}
