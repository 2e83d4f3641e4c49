import {
  formatSelloFile,
  present as keep,
  limits,
  packSelloFile,
  parsePresentation,
  parseSelloFile,
  SelloError,
  type SelloFile,
  toPresentedText,
  withTrust,
} from "@sello/sdk";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { readInput } from "../readInput.ts";
import { serverOptions, serverUrl } from "../server.ts";
import { complain, shown } from "../terminal.ts";
import { openVerifier, pinnedTrustList } from "../verifier.ts";

const claimNames = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** The parts of a `.sello` file, without judging it. */
function readSelloFile(name: string): SelloFile {
  const bytes = readInput(name, limits.selloFileBytesMax);
  const parsed = parsePresentation(bytes);
  if (!parsed.wellFormed)
    throw new CliError(
      `${shown(name)} is not a document: ${parsed.error.message} (${parsed.error.code})`,
    );
  const text = toPresentedText(bytes);
  if (!text.startsWith("{"))
    throw new CliError(`${shown(name)} has no proof with it; present needs the .sello file.`);
  return parseSelloFile(text);
}

/** With the entries of the trust list that a verifier needs, from the service, held against the pinned list. */
async function addTrust(file: SelloFile, options: OptionValues): Promise<SelloFile> {
  const presentation = parsePresentation(formatSelloFile(file));
  if (!presentation.wellFormed) throw presentation.error;
  const verifier = openVerifier(serverUrl(options));
  await pinnedTrustList(verifier);
  try {
    const { found, head } = await verifier.fetchTrustOf(presentation);
    return found === null ? file : withTrust(file, found, head);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`The trust list's entries could not be fetched: ${shown(error.message)}`);
  }
}

function save(output: string, content: Uint8Array): void {
  // It holds a person's data, and without key binding shows who they are to anybody who has it.
  writeWhole(callerPath(output), content, 0o600);
  complain(`${shown(output)}: ${content.length} bytes`);
}

export const present: Command = {
  name: "present",
  usage: "FILE --claims NAME[,NAME…] [--with-trust] [-o FILE [--text]]",
  summary: "Keeps only the chosen claims of a document, to show them to somebody.",
  details: [
    "FILE is the holder's .sello file. What is not named is left out and cannot be guessed from the rest.",
    "  --claims a,b     the claims to show; with none, only what is always visible",
    "  --with-trust     adds what the trust list says of the issuer and the type, for verifiers without network",
    "  -o FILE          where to write, packed: a fifth smaller, and read wherever text is",
    "  --text           writes text to FILE as well, as without -o to standard output",
  ].join("\n"),
  options: {
    claims: { type: "string" },
    output: { type: "string", short: "o" },
    text: { type: "boolean" },
    "with-trust": { type: "boolean" },
    server: serverOptions.server,
  },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one .sello file.");
    const whole = readSelloFile(file);
    const document = await keep(whole.document, claimNames(textOption(options, "claims")));
    const kept = { ...whole, document };
    const shown = formatSelloFile(options["with-trust"] ? await addTrust(kept, options) : kept);
    const output = textOption(options, "output");
    if (output) save(output, options.text ? Buffer.from(shown) : packSelloFile(shown));
    else process.stdout.write(shown);
    return exitCodes.ok;
  },
};
