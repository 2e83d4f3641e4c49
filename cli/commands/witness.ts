import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { WitnessesMessage } from "@sello/api/startup";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { serverUrl } from "../server.ts";
import { print } from "../terminal.ts";
import { openVerifier, pinnedTrustList } from "../verifier.ts";

function required(options: OptionValues, name: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new UsageError(`Say --${name}.`);
  return value;
}

/** What a witness must know to begin: a trust list that its operator answers for. It follows newer ones by itself. */
async function environmentOf(options: OptionValues): Promise<NodeJS.ProcessEnv> {
  const trust = callerPath(required(options, "trust"));
  const { head } = await pinnedTrustList(openVerifier(serverUrl(options), trust));
  const directory = callerPath(required(options, "data"));
  const resume = textOption(options, "resume");
  return {
    ...process.env,
    SELLO_WITNESS_DIR: directory,
    SELLO_WITNESS_KEY_FILE: process.env.SELLO_WITNESS_KEY_FILE ?? join(directory, "sealing-key"),
    SELLO_WITNESS_NAMES: required(options, "name"),
    SELLO_WITNESS_HOST: textOption(options, "host") ?? "127.0.0.1",
    SELLO_WITNESS_PORT: textOption(options, "port") ?? "0",
    SELLO_WITNESS_TRUST_FILE: trust,
    SELLO_WITNESS_SERVICE_URL:
      textOption(options, "server") ?? process.env.SELLO_SERVER ?? head.publicUrl,
    SELLO_WITNESS_RPC_URL: required(options, "rpc"),
    ...(resume === undefined ? {} : { SELLO_WITNESS_RESUME_FILE: callerPath(resume) }),
  };
}

function start(environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "services/compose/witnessMain.ts"],
    { env: environment, stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
}

function show(message: WitnessesMessage): void {
  // Its own words stand on the terminal already.
  if (message.kind === "failed") return;
  const { witnesses } = message;
  for (const { name, key, postQuantumKey, url } of witnesses)
    print(
      [
        `${name} listens at ${url}`,
        `  its key, for the trust list: ${key}`,
        `  its post-quantum key, under the same name: ${postQuantumKey}`,
        `  its line in the log's SELLO_WITNESSES_FILE: ${JSON.stringify({ name, key, postQuantumKey, url })}`,
        "  Ctrl-C stops.",
      ].join("\n"),
    );
}

export const witness: Command = {
  name: "witness",
  usage:
    "--name NAME --trust FILE --rpc NODES --data DIR [--port N] [--server URL] [--resume NOTE]",
  summary:
    "Runs a centre's witness: cosigns the log's checkpoints when its own node confirms them.",
  details: [
    "  --name NAME     under which it cosigns, such as futian.shenzhen.sello.example/log",
    "  --trust FILE    trust list to begin with: check it first. Newer ones are followed: new logs, new keys, ends",
    "  --rpc NODES     the centre's OWN nodes of the chains that the logs are on: URL or CHAIN_ID=URL, with commas",
    "  --server URL    where newer trust lists are asked for (default: the address that the list names)",
    "  --data DIR      its keys and what it has signed. Never copy it: a copy refuses to sign.",
    "                  New keys are another folder: run both until the trust list has ended the old ones",
    "  --port N        where it listens (default: any that is free); --host for other than loopback",
    "  --resume NOTE   after a restored copy: the largest checkpoint that it is known to have cosigned",
    "It speaks C2SP tlog-witness: POST add-checkpoint. GET of its address says what it follows, and what it refused.",
  ].join("\n"),
  options: {
    name: { type: "string" },
    trust: { type: "string" },
    rpc: { type: "string" },
    server: { type: "string" },
    port: { type: "string" },
    host: { type: "string" },
    data: { type: "string" },
    resume: { type: "string" },
  },
  async run(words, options) {
    if (words.length > 0) throw new UsageError("witness takes no words.");
    const child = start(await environmentOf(options));
    const stop = () => child.kill("SIGTERM");
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    child.on("message", (message) => show(message as WitnessesMessage));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code === 0 ? exitCodes.ok : exitCodes.failed));
    });
  },
};
