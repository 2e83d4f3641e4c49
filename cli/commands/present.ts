import { formatSelloFile, present as keep, limits, parsePresentation } from "../../sdk/index.ts";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { readInput } from "../readInput.ts";

const claimNames = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** The parts of a `.sello` file as it stands, without judging it. */
function readSelloFile(name: string): { document: string; proof: string; status?: string } {
  const text = readInput(name, limits.selloFileBytesMax).toString("utf8");
  const parsed = parsePresentation(text);
  if (!parsed.wellFormed)
    throw new CliError(`${name} is not a document: ${parsed.error.message} (${parsed.error.code})`);
  if (!text.startsWith("{"))
    throw new CliError(`${name} has no proof with it; present needs the .sello file.`);
  return JSON.parse(text);
}

export const present: Command = {
  name: "present",
  usage: "FILE --claims NAME[,NAME…] [-o FILE]",
  summary: "Keeps only the chosen claims of a document, to show them to somebody.",
  details: [
    "FILE is the holder's .sello file. What is not named is left out and cannot be guessed from the rest.",
    "  --claims a,b     the claims to show; with none, only what is always visible",
    "  -o FILE          where to write (default: standard output)",
  ].join("\n"),
  options: {
    claims: { type: "string" },
    output: { type: "string", short: "o" },
  },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one .sello file.");
    const whole = readSelloFile(file);
    const document = await keep(whole.document, claimNames(textOption(options, "claims")));
    const shown = formatSelloFile({ ...whole, document });
    const output = textOption(options, "output");
    if (output) writeWhole(callerPath(output), shown);
    else process.stdout.write(shown);
    if (output) console.error(`${output}: ${Buffer.byteLength(shown)} bytes`);
    return exitCodes.ok;
  },
};
