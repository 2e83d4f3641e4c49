import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { TrustSignerReady } from "@sello/api/startup";
import { Unavailable } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import type { RegistryPlace } from "../registry/trust/TrustOffices.ts";
import type { EventsRead } from "../trust-signer/RegistryView.ts";
import { compileCache } from "./compileCache.ts";
import type { OfficeMessage, OfficeOrder, OfficeSettings } from "./OfficeMessages.ts";

/** Tells what an embedded chain's node has forgotten. */
export type Remember = (place: RegistryPlace, from: bigint) => Promise<EventsRead | null>;

/** The process of one office of the embedded default: started when it is needed, and again when it ends. */
export class OfficeProcess {
  readonly name: string;
  readonly #logger: Logger;
  readonly #remember: Remember;
  #settings: OfficeSettings;
  #child: ChildProcess | null = null;
  #ready: Promise<TrustSignerReady> | null = null;
  readonly #taken = new Map<number, (key: string) => void>();
  #asked = 0;
  #isStopping = false;

  constructor(settings: OfficeSettings, remember: Remember, logger: Logger) {
    this.name = settings.name;
    this.#settings = settings;
    this.#remember = remember;
    this.#logger = logger;
  }

  /** Where it listens, and its keys. Throws `Unavailable` `trust_signer.away`. */
  ready(): Promise<TrustSignerReady> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  change(change: Pick<OfficeSettings, "nodes" | "registries">): void {
    const { nodes, registries } = this.#settings;
    this.#settings = {
      ...this.#settings,
      nodes: [...nodes, ...change.nodes],
      registries: [...registries, ...change.registries],
    };
    this.#order({ kind: "change", ...change });
  }

  /** Hands it a key. @returns its vkey, once it is on the office's disk */
  async take(name: string, pkcs8: Uint8Array): Promise<string> {
    await this.ready();
    this.#asked += 1;
    const ask = this.#asked;
    const taken = new Promise<string>((done) => this.#taken.set(ask, done));
    this.#order({ kind: "take", ask, name, pkcs8 });
    const key = await Promise.race([taken, delay(limits.trustOfficeMs, null, { ref: false })]);
    if (key === null) throw away();
    return key;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    const late = delay(limits.shutdownMs, "late", { ref: false });
    if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  }

  #order(order: OfficeOrder): void {
    if (this.#child?.connected) this.#child.send(order);
  }

  #start(): Promise<TrustSignerReady> {
    if (this.#isStopping) return Promise.reject(away());
    const child = fork(
      fileURLToPath(new URL("./trustSignerMain.ts", import.meta.url)),
      ["told", this.name],
      {
        execArgv: ["--disable-warning=ExperimentalWarning"],
        // It keeps its compiled code where we keep ours.
        env: compileCache(),
        cwd: "/",
        serialization: "advanced",
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    this.#child = child;
    const ready = new Promise<TrustSignerReady>((listening, failed) => {
      child.on("message", (message: OfficeMessage) => {
        if (message.kind === "ready") {
          this.#logger.info({ office: this.name, url: message.url }, "an office listens");
          listening(message);
        } else if (message.kind === "failed")
          this.#logger.error({ ...message }, "an office failed");
        else this.#hear(message);
      });
      child.once("error", () => failed(away()));
      child.once("exit", (code, signal) => {
        failed(away());
        this.#startAgain(code, signal);
      });
    });
    ready.catch(() => {});
    this.#order({ kind: "begin", settings: this.#settings });
    return ready;
  }

  #hear(message: Exclude<OfficeMessage, { kind: "ready" | "failed" }>): void {
    if (message.kind === "taken") {
      this.#taken.get(message.ask)?.(message.key);
      this.#taken.delete(message.ask);
      return;
    }
    const { ask, place, from } = message;
    void this.#remember(place, from)
      .catch(() => null)
      .then((read) => this.#order({ kind: "remembered", ask, read }));
  }

  #startAgain(code: number | null, signal: string | null): void {
    if (this.#isStopping) return;
    const data = { office: this.name, code, signal };
    this.#logger.error(data, "an office's process ended; starting it again");
    // Those who ask meanwhile hear that it is away.
    setTimeout(() => {
      if (!this.#isStopping) this.#ready = this.#start();
    }, limits.trustOfficeRestartMs).unref();
  }
}

const away = () => new Unavailable("trust_signer.away", "An office's process does not run.");
