import {
  formatTrustFile,
  limits,
  parseTrustList,
  splitTrustFile,
  type TrustList,
} from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import {
  lastDeployment,
  presentLogKeys,
  presentQuorum,
  presentSigners,
  presentWitnesses,
} from "@sello/sdk/trust";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { formatTime } from "../formatVerdict.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { readInput } from "../readInput.ts";
import { serverOptions, serverUrl } from "../server.ts";
import { print, shown } from "../terminal.ts";
import { keepEntries, openVerifier, pinnedTrustList, pinTrustList } from "../verifier.ts";

const open = (options: OptionValues, file?: string) => openVerifier(serverUrl(options), file);

function show(list: TrustList, options: OptionValues): void {
  const { head } = list;
  const language = chosenLanguage(options);
  const { chainId, log, origin } = lastDeployment(head);
  const signers = presentSigners(head);
  const accredited = [...list.authorities.values()].filter(({ keys }) => keys.length > 0);
  print(
    [
      `Trust list of ${shown(head.publicUrl)}, version ${head.version}`,
      `  valid from ${formatTime(head.issuedAt)} until ${formatTime(head.validUntil)}`,
      `  chain ${chainId}, log contract ${log}`,
      `  log ${shown(origin)}`,
      ...presentLogKeys(head).map((key) => `      ${shown(formatVerifierKey(key))}`),
      `  signed by ${head.signerQuorum} of:`,
      ...signers.map((signer) => `      ${shown(signer.key)}`),
      `  witnesses: ${presentQuorum(head)} of ${presentWitnesses(head).length} must cosign`,
      `  ${head.authorities.count} authorities, ${accredited.length} of them with signing keys:`,
      ...accredited.map(
        (authority) => `      ${authority.slug}: ${shown(authority.name[language])}`,
      ),
    ].join("\n"),
  );
}

async function pin(words: readonly string[], options: OptionValues): Promise<TrustList> {
  const verifier = open(options);
  const [file] = words;
  const note = file
    ? readInput(file, limits.trustEntriesBytesMax).toString("utf8")
    : await verifier.fetchTrustList();
  const pinned = await verifier.trustList();
  if (pinned === null || options.replace) return pinTrustList(verifier, note);
  if (pinned.head.publicUrl !== parseTrustList(splitTrustFile(note).note).head.publicUrl)
    throw new CliError("Another network is pinned here already. --replace forgets it.");
  return keepEntries(verifier, await verifier.succeed(splitTrustFile(note).note));
}

async function save(words: readonly string[], options: OptionValues): Promise<void> {
  const [file] = words;
  if (!file) throw new UsageError("Name the file to write.");
  const verifier = open(options);
  const note = await verifier.fetchTrustList();
  const { head, isComplete } = parseTrustList(note);
  // A file is for verdicts without network: it has the entries as well.
  const entries = isComplete ? null : await verifier.fetchTrustEntries(head.version);
  writeWhole(callerPath(file), formatTrustFile({ note, entries }));
}

export const trust: Command = {
  name: "trust",
  usage: "show | pin [FILE] [--replace] | save FILE",
  summary: "Shows, pins or saves the list of those whom this machine trusts.",
  details: [
    "  show        the pinned list: compare its signing keys with what the city publishes elsewhere",
    "  pin [FILE]  pins a list from a file, or from the service; a newer one is then accepted only",
    "              when a quorum of the signers that the pinned one names has signed it",
    "  save FILE   writes the service's list to a file, for ./sello verify --trust FILE",
  ].join("\n"),
  options: {
    ...languageOption,
    server: serverOptions.server,
    trust: { type: "string" },
    replace: { type: "boolean" },
  },
  async run([verb, ...words], options) {
    const file = textOption(options, "trust");
    if (verb === "show")
      show(await pinnedTrustList(open(options, file && callerPath(file))), options);
    else if (verb === "pin") show(await pin(words, options), options);
    else if (verb === "save") await save(words, options);
    else throw new UsageError("Say show, pin or save.");
    return exitCodes.ok;
  },
};
