import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "@sello/sdk";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { describeFailure } from "../failures/describeFailure.ts";
import { dataDirectory, makeFolder } from "../files.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { RunningService } from "../RunningService.ts";
import { runFile } from "../runFile.ts";
import { toFolderFailure } from "../toFolderFailure.ts";

function environmentOf(options: OptionValues): NodeJS.ProcessEnv {
  const port = textOption(options, "port");
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
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
  const environment = environmentOf(options);
  const log = openSync(logFile, "a", 0o600);
  const output = options.verbose ? "inherit" : log;
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "services/main.ts"],
    {
      env: environment,
      stdio: ["ignore", output, output, "ipc"],
      // Ctrl-C goes to the whole terminal group; the service gets one signal, from us.
      detached: true,
    },
  );
  closeSync(log);
  return child;
}

/** The data folder and the log in it, or why not, in a sentence. */
function start(options: OptionValues, logFile: string, language: Language): ChildProcess {
  try {
    makeFolder(dataDirectory());
    runFile.refuseUnlocked();
    return startService(options, logFile);
  } catch (error) {
    const failure = toFolderFailure(error, dataDirectory());
    if (failure === null) throw error;
    throw new CliError(
      `${describeFailure(failure, language)} (${failure.code})`,
      exitCodes.unavailable,
    );
  }
}

export const up: Command = {
  name: "up",
  usage: "[--port N] [--data FOLDER] [--open] [--lang zh|es|en] [--verbose]",
  summary: "Starts everything: database, chain, demo city, API and pages.",
  details: [
    "  --port N         the port of the API and the pages (default 8420)",
    "  --data FOLDER    where everything is kept (default ./data)",
    "  --public-url URL what documents name as their place of issue; settled at the first start",
    "  --open           opens the page in a browser when it is ready",
    "  --lang zh|es|en  the language of what is shown here (default: that of the terminal)",
    "  --verbose        the service's log on the terminal instead of in FOLDER/sello.log",
    "With DATABASE_URL and LEDGER_RPC_URL set, they are used instead of the embedded parts.",
    "Ctrl-C stops; the next start keeps all data; ./sello reset deletes it.",
  ].join("\n"),
  options: {
    port: { type: "string" },
    data: { type: "string" },
    "public-url": { type: "string" },
    open: { type: "boolean" },
    verbose: { type: "boolean" },
    ...languageOption,
  },
  run(words, options) {
    if (words.length > 0) throw new UsageError("up takes no words.");
    const data = textOption(options, "data");
    if (data) process.env.SELLO_DATA_DIR = callerPath(data);
    const language = chosenLanguage(options);
    const logFile = join(dataDirectory(), "sello.log");
    const child = start(options, logFile, language);
    const opens = options.open === true;
    return new RunningService(child, { language, logFile, opens }).follow();
  },
};
