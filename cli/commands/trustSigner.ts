import { type ChildProcess, spawn } from "node:child_process";
import type { TrustSignerMessage } from "@sello/api/startup";
import type { TrustHead } from "@sello/sdk";
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

/** The list that the operator answers for; null for a network that has none yet. */
async function givenHead(options: OptionValues): Promise<TrustHead | null> {
  const trust = textOption(options, "trust");
  if (trust === undefined) return null;
  return (await pinnedTrustList(openVerifier(serverUrl(options), callerPath(trust)))).head;
}

/** The registries that the operator answers for: those that are named, or those of the list. */
function registriesOf(options: OptionValues, head: TrustHead | null): string {
  const named = textOption(options, "registry");
  if (named !== undefined) return named;
  if (head === null) throw new UsageError("Say --trust, or --registry and --key-name.");
  return head.deployments.map(({ chainId, registry }) => `${chainId}=${registry}`).join(",");
}

async function environmentOf(options: OptionValues): Promise<NodeJS.ProcessEnv> {
  const head = await givenHead(options);
  const name = required(options, "name");
  const trust = textOption(options, "trust");
  const types = textOption(options, "types");
  return {
    ...process.env,
    SELLO_TRUST_SIGNER_NAME: name,
    SELLO_TRUST_SIGNER_DIR: callerPath(required(options, "data")),
    SELLO_TRUST_SIGNER_KEY_NAME:
      textOption(options, "key-name") ??
      (head === null ? required(options, "key-name") : `${head.network}/trust/${name}`),
    SELLO_TRUST_SIGNER_HOST: textOption(options, "host") ?? "127.0.0.1",
    SELLO_TRUST_SIGNER_PORT: textOption(options, "port") ?? "0",
    SELLO_TRUST_SIGNER_RPC_URL: required(options, "rpc"),
    SELLO_TRUST_SIGNER_REGISTRY: registriesOf(options, head),
    ...(trust === undefined ? {} : { SELLO_TRUST_SIGNER_TRUST_FILE: callerPath(trust) }),
    ...(types === undefined ? {} : { SELLO_TYPES_DIR: callerPath(types) }),
  };
}

const start = (environment: NodeJS.ProcessEnv): ChildProcess =>
  spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "services/compose/trustSignerMain.ts"],
    { env: environment, stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );

function show(name: string, message: TrustSignerMessage): void {
  // Its own words stand on the terminal already.
  if (message.kind !== "ready") return;
  const { url, keys, tokenFile } = message;
  const key = keys.at(-1) ?? "";
  print(
    [
      `${name} listens at ${url}`,
      `  its key: ${key}`,
      `  its line in the service's SELLO_TRUST_SIGNERS_FILE: ${JSON.stringify({ name, key, url, token: "…" })}`,
      `  the token in it, which nobody but the service may have: ${tokenFile}`,
      "  Ctrl-C stops.",
    ].join("\n"),
  );
}

export const trustSigner: Command = {
  name: "trust-signer",
  usage:
    "--name OFFICE --trust FILE --rpc NODES --data DIR [--port N] [--registry LIST] [--types DIR]",
  summary:
    "Runs an office that signs trust lists: those that its own node and files give, and no others.",
  details: [
    "  --name OFFICE   as trust lists name it, such as audit",
    "  --trust FILE    trust list to go on from: check it first. A network that has none yet: --registry, --key-name",
    "  --rpc NODES     the office's OWN nodes of the chains that the registries are on: CHAIN_ID=URL, with commas",
    "  --registry LIST registries that the office answers for: CHAIN_ID=0xADDRESS, with commas (default: the list's)",
    "  --key-name NAME of its first key, such as city.example/log/trust/audit (default: below the network's name)",
    "  --data DIR      its key and what it has signed. Never run two with one folder, nor with copies of it",
    "  --types DIR     the office's own copies of further document types",
    "  --port N        where it listens (default: any that is free); --host for other than loopback",
    "Another key: ./sello turnover trust-signer --signer OFFICE. GET of its address says what it has signed last.",
  ].join("\n"),
  options: {
    name: { type: "string" },
    trust: { type: "string" },
    rpc: { type: "string" },
    registry: { type: "string" },
    "key-name": { type: "string" },
    port: { type: "string" },
    host: { type: "string" },
    data: { type: "string" },
    types: { type: "string" },
    server: { type: "string" },
  },
  async run(words, options) {
    if (words.length > 0) throw new UsageError("trust-signer takes no words.");
    const child = start(await environmentOf(options));
    const stop = () => child.kill("SIGTERM");
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    const name = required(options, "name");
    child.on("message", (message) => show(name, message as TrustSignerMessage));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code === 0 ? exitCodes.ok : exitCodes.failed));
    });
  },
};
