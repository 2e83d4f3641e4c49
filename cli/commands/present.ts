import {
  formatSelloFile,
  present as keep,
  limits,
  packSelloFile,
  parsePresentation,
  parseSelloFile,
  type SelloFile,
  toPresentedText,
} from "@sello/sdk";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { readInput } from "../readInput.ts";
import { complain, shown } from "../terminal.ts";

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

function save(output: string, content: Uint8Array): void {
  // It holds a person's data, and without key binding shows who they are to anybody who has it.
  writeWhole(callerPath(output), content, 0o600);
  complain(`${shown(output)}: ${content.length} bytes`);
}

export const present: Command = {
  name: "present",
  usage: "FILE --claims NAME[,NAME…] [-o FILE [--text]]",
  summary: "Keeps only the chosen claims of a document, to show them to somebody.",
  details: [
    "FILE is the holder's .sello file. What is not named is left out and cannot be guessed from the rest.",
    "  --claims a,b     the claims to show; with none, only what is always visible",
    "  -o FILE          where to write, packed: a fifth smaller, and read wherever text is",
    "  --text           writes text to FILE as well, as without -o to standard output",
  ].join("\n"),
  options: {
    claims: { type: "string" },
    output: { type: "string", short: "o" },
    text: { type: "boolean" },
  },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one .sello file.");
    const whole = readSelloFile(file);
    const document = await keep(whole.document, claimNames(textOption(options, "claims")));
    const shown = formatSelloFile({ ...whole, document });
    const output = textOption(options, "output");
    if (output) save(output, options.text ? Buffer.from(shown) : packSelloFile(shown));
    else process.stdout.write(shown);
    return exitCodes.ok;
  },
};
