import { SelloError } from "@sello/sdk";
import { type Consent, type ReceiptFile, readReceiptFile, toReceiptRoot } from "@sello/sdk/share";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { judgeHead } from "../judgeHead.ts";
import { readInput } from "../readInput.ts";
import { serverOptions, serverUrl } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";
import { openVerifier, pinnedTrustList } from "../verifier.ts";

const fileBytesMax = 1024 * 1024;

function read(file: string): ReceiptFile {
  const text = readInput(file, fileBytesMax).toString("utf8");
  try {
    return readReceiptFile(text);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`${shown(file)}: ${error.message} (${error.code})`, exitCodes.failed);
  }
}

const toTime = (seconds: number): string => new Date(seconds * 1_000).toISOString();

function describe({ method, what, recipient, purpose, madeAt, endsAt }: Consent): void {
  print(`Shown: ${what.claims.map(shown).join(", ")} of ${shown(what.type)}`);
  print(`How: ${method}. To whom: ${recipient === null ? "not said" : shown(recipient)}.`);
  print(`What for: ${purpose === null ? "not said" : shown(purpose)}.`);
  print(`When: ${toTime(madeAt)}. Until: ${endsAt === null ? "not said" : toTime(endsAt)}.`);
}

async function judge({ consent, proof }: ReceiptFile, options: OptionValues): Promise<number> {
  if (proof === null) {
    complain("It has no proof: its hash was not in the log when it was saved. Save it again.");
    return exitCodes.unknown;
  }
  const root = toReceiptRoot(consent, proof);
  if (root === null) {
    complain("sello: the proof in it is of no tree.");
    return exitCodes.failed;
  }
  const trust = textOption(options, "trust");
  const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
  await pinnedTrustList(verifier);
  const { count, head } = proof;
  const wanted = { file: head, type: "receipt-head", claims: { count, root } } as const;
  const judged = await judgeHead(verifier, wanted, options.offline === true);
  if (!judged.isGood) {
    complain(`sello: the log does not have this receipt: ${shown(judged.why)}`);
    return exitCodes.failed;
  }
  print("The receipt is as it was when its hash was put into the log.");
  return exitCodes.ok;
}

export const verifyReceipt: Command = {
  name: "verify-receipt",
  usage: "FILE [--offline] [--trust FILE]",
  summary: "Checks a consent receipt: is it what was agreed to, and is its hash in the log?",
  details: [
    "A receipt that a resident saves brings along the proof that its hash is in the log: a document by the",
    "city has the root of a tree of such hashes. With the pinned trust list it is checked without network.",
    "Who it is of is not in it, and what it shows is what its owner agreed to, not that anybody opened it.",
    "Exit codes: 0 in the log, 1 not in the log, 2 the file has no proof yet.",
    "  --offline    asks nobody",
    "  --trust FILE the trust list to judge it by, instead of the one kept",
  ].join("\n"),
  options: {
    server: serverOptions.server,
    offline: { type: "boolean" },
    trust: { type: "string" },
  },
  async run([file, ...rest], options) {
    if (!file || rest.length > 0) throw new UsageError("Name one file.");
    const receipt = read(file);
    describe(receipt.consent);
    return judge(receipt, options);
  },
};
