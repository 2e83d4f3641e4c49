import type { ChildProcess } from "node:child_process";
import type { Failure, ServiceMessage } from "@sello/api/startup";
import type { Language } from "@sello/sdk";
import { exitCodes } from "./exitCodes.ts";
import { describeFailure } from "./failures/describeFailure.ts";
import { dataDirectory, defaultDataDirectory } from "./files.ts";
import { formatReady, type Ready } from "./formatReady.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { pinFirst } from "./pinFirst.ts";
import { runFile } from "./runFile.ts";
import { StepList } from "./StepList.ts";
import { stepWords } from "./stepWords.ts";
import { complain, print } from "./terminal.ts";

export type FollowOptions = {
  readonly language: Language;
  readonly logFile: string;
  /** Whether the page is opened in a browser when it is ready. */
  readonly opens: boolean;
};

const words = {
  stopping: {
    zh: "正在停止……（再按一次 Ctrl-C 强制停止）",
    es: "Deteniendo… (Ctrl-C otra vez para forzarlo)",
    en: "Stopping… (Ctrl-C again to insist)",
  },
  stopped: {
    zh: "已停止。所有数据都已保留，下次 ./sello up 从这里继续。",
    es: "Detenido. Todo se conserva; ./sello up sigue desde aquí.",
    en: "Stopped. Everything is kept; ./sello up goes on from here.",
  },
} as const;

/** The service behind `./sello up`: what it reports is shown, and Ctrl-C is passed on. */
export class RunningService {
  readonly #child: ChildProcess;
  readonly #options: FollowOptions;
  readonly #steps = new StepList(process.stdout);
  #rpcUrl: string | null = null;
  #asked = 0;
  #failed = false;

  constructor(child: ChildProcess, options: FollowOptions) {
    this.#child = child;
    this.#options = options;
  }

  /** Follows it until it ends. Ctrl-C asks it to stop; a second one insists. @returns the exit code */
  follow(): Promise<number> {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => this.#stop());
    this.#child.on("message", (message: ServiceMessage) => this.#hear(message));
    return new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.on("close", (code, signal) => {
        runFile.remove(this.#child.pid);
        if (this.#asked > 0) print(words.stopped[this.#options.language]);
        else if (code !== 0 && !this.#failed) this.#fail(this.#ending(code ?? signal ?? "?"));
        resolve(this.#asked > 0 ? exitCodes.ok : (code ?? exitCodes.failed));
      });
    });
  }

  #stop(): void {
    this.#asked += 1;
    if (this.#asked === 1) print(`\n${words.stopping[this.#options.language]}`);
    this.#child.kill(this.#asked === 1 ? "SIGTERM" : "SIGKILL");
  }

  #hear(message: ServiceMessage): void {
    if (message.kind === "step") {
      const { name, detail } = stepWords(message, this.#options.language);
      this.#steps.next(name, detail);
    } else if (message.kind === "chain") this.#rpcUrl = message.rpcUrl;
    else if (message.kind === "failed") this.#fail(message);
    else if (message.kind === "notice") this.#warn(message);
    else if (message.kind === "ready") {
      this.#steps.done();
      this.#ready(message).catch((error) => complain(`sello: ${error}`));
    }
  }

  /** What the other commands need is there before it is said that they work; a full disk does not end a start. */
  async #ready(message: Ready): Promise<void> {
    const { url, publicUrl, trustList } = message;
    const { language, opens } = this.#options;
    try {
      runFile.write({ pid: this.#child.pid ?? 0, url, publicUrl, rpcUrl: this.#rpcUrl });
      if (trustList !== null) await pinFirst(trustList, url);
    } catch (error) {
      complain(`sello: ${error}`);
    }
    const folder = dataDirectory() === defaultDataDirectory ? null : dataDirectory();
    print(formatReady(message, language, folder));
    if (opens) openInBrowser(`${url}/?lang=${language}`);
  }

  #fail(failure: Failure): void {
    this.#failed = true;
    this.#steps.fail(`${describeFailure(failure, this.#options.language)} (${failure.code})`);
  }

  #warn(notice: Failure): void {
    this.#steps.note(describeFailure(notice, this.#options.language));
  }

  #ending(code: number | string): Failure {
    return { code: "service.ended", data: { code, log: this.#options.logFile } };
  }
}
