import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { WitnessesMessage } from "@sello/api/startup";
import type { TrustHead } from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import { lastDeployment, presentLogKeys } from "@sello/sdk/trust";
import { CliError, UsageError } from "../CliError.ts";
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

/** What a witness must know of the network, from a trust list that its operator answers for. */
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
    SELLO_WITNESS_LOG_KEY: presentKeyOf(head),
    SELLO_WITNESS_LOG_CONTRACT: lastDeployment(head).log,
    SELLO_WITNESS_RPC_URL: required(options, "rpc"),
    LEDGER_CHAIN_ID: String(lastDeployment(head).chainId),
    ...(resume === undefined ? {} : { SELLO_WITNESS_RESUME_FILE: callerPath(resume) }),
  };
}

/** A witness that starts now knows the key that the log signs with now. */
function presentKeyOf(head: TrustHead): string {
  const [key] = presentLogKeys(head);
  if (key === undefined) throw new CliError("The trust list names no log that is open.");
  return formatVerifierKey(key);
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
  usage: "--name NAME --trust FILE --rpc URL --data DIR [--port N] [--resume NOTE]",
  summary:
    "Runs a centre's witness: cosigns the log's checkpoints when its own node confirms them.",
  details: [
    "  --name NAME     under which it cosigns, such as futian.shenzhen.sello.example/log",
    "  --trust FILE    trust list that says which log, which key, which contract: check it first",
    "  --rpc URL       the centre's OWN node of the chain; several, separated by commas",
    "  --data DIR      its keys and what it has signed. Never copy it: a copy refuses to sign",
    "  --port N        where it listens (default: any that is free); --host for other than loopback",
    "  --resume NOTE   after a restored copy: the largest checkpoint that it is known to have cosigned",
    "It speaks C2SP tlog-witness: POST add-checkpoint.",
  ].join("\n"),
  options: {
    name: { type: "string" },
    trust: { type: "string" },
    rpc: { type: "string" },
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
