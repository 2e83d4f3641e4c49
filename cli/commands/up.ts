import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ServiceMessage } from "@sello/api/startup";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { dataDirectory, readJson, writeWhole } from "../files.ts";
import { formatReady } from "../formatReady.ts";
import { isServiceAlive } from "../isServiceAlive.ts";
import { pinFirst } from "../pinFirst.ts";
import { StepList } from "../StepList.ts";

type Running = { readonly pid: number; readonly url: string };

const runFile = (): string => join(dataDirectory(), "run.json");

function refuseSecondStart(): void {
  const running = readJson<Running>(runFile());
  if (running && isServiceAlive(running.pid))
    throw new CliError(`Sello is already running at ${running.url} (process ${running.pid}).`);
}

function environmentOf(options: OptionValues): NodeJS.ProcessEnv {
  const port = textOption(options, "port");
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
    throw new UsageError("--port takes a number from 1 to 65535.");
  const publicUrl = textOption(options, "public-url");
  return {
    ...process.env,
    ...(port ? { SELLO_PORT: port } : {}),
    ...(publicUrl ? { SELLO_PUBLIC_URL: publicUrl } : {}),
    SELLO_DATA_DIR: dataDirectory(),
  };
}

function startService(options: OptionValues, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  const output = options.verbose ? "inherit" : log;
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "services/main.ts"],
    {
      env: environmentOf(options),
      stdio: ["ignore", output, output, "ipc"],
      // Ctrl-C goes to the whole terminal group; the service is told once, by us.
      detached: true,
    },
  );
  closeSync(log);
  return child;
}

async function onReady(
  message: ServiceMessage & { kind: "ready" },
  child: ChildProcess,
  rpcUrl: string | null,
) {
  const { url, publicUrl } = message;
  writeWhole(runFile(), JSON.stringify({ pid: child.pid, url, publicUrl, rpcUrl }));
  await pinFirst(message.trustList, url);
  console.log(formatReady(message));
}

/** Follows the service until it ends. Ctrl-C asks it to stop; a second one insists. */
function follow(child: ChildProcess, logFile: string): Promise<number> {
  const steps = new StepList(process.stdout);
  let rpcUrl: string | null = null;
  let asked = 0;
  const stop = () => {
    asked += 1;
    if (asked === 1) console.log("\nStopping… (Ctrl-C again to insist)");
    child.kill(asked === 1 ? "SIGTERM" : "SIGKILL");
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  child.on("message", (message: ServiceMessage) => {
    if (message.kind === "step") steps.next(message.name, message.detail);
    else if (message.kind === "chain") rpcUrl = message.rpcUrl;
    else if (message.kind === "failed") steps.fail(`${message.message} (${message.code})`);
    else if (message.kind === "ready") {
      steps.done();
      onReady(message, child, rpcUrl).catch((error) => console.error(`sello: ${error}`));
    }
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      if (readJson<Running>(runFile())?.pid === child.pid) rmSync(runFile(), { force: true });
      if (asked > 0) console.log("Stopped. Everything is kept; ./sello up goes on from here.");
      else if (code !== 0) {
        steps.fail(`The service ended (${code ?? signal}). Its log: ${logFile}`);
      }
      resolve(asked > 0 ? exitCodes.ok : (code ?? exitCodes.failed));
    });
  });
}

export const up: Command = {
  name: "up",
  usage: "[--port N] [--data FOLDER] [--verbose]",
  summary: "Starts everything: database, chain, demo city, API and pages.",
  details: [
    "  --port N         the port of the API and the pages (default 8420)",
    "  --data FOLDER    where everything is kept (default ./data)",
    "  --public-url URL what documents name as their place of issue; settled at the first start",
    "  --verbose        the service's log on the terminal instead of in FOLDER/sello.log",
    "With DATABASE_URL and LEDGER_RPC_URL set, they are used instead of the embedded parts.",
    "Ctrl-C stops; a second start keeps all data; ./sello reset begins anew.",
  ].join("\n"),
  options: {
    port: { type: "string" },
    data: { type: "string" },
    "public-url": { type: "string" },
    verbose: { type: "boolean" },
  },
  async run(words, options) {
    if (words.length > 0) throw new UsageError("up takes no words.");
    const data = textOption(options, "data");
    if (data) process.env.SELLO_DATA_DIR = callerPath(data);
    refuseSecondStart();
    mkdirSync(dataDirectory(), { recursive: true });
    const logFile = join(dataDirectory(), "sello.log");
    return follow(startService(options, logFile), logFile);
  },
};
