import type { Client, Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { followImport, saveResult } from "../imports/followImport.ts";
import { importWords } from "../imports/importWords.ts";
import { reportImport } from "../imports/reportImport.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

const steering = {
  pause: "pauseImport",
  resume: "resumeImport",
  cancel: "cancelImport",
} as const;

const isSteering = (verb: string): verb is keyof typeof steering => Object.hasOwn(steering, verb);

const describe = ({ id, state, type, rows, fileName }: Output<"getImport">): string =>
  `${id}  ${state.padEnd(9)}  ${rows.done}/${rows.total} rows, ${rows.rejected} rejected  ${shown(type)}  ${shown(fileName)}`;

/** Issues what a check found good, and follows it to the end. */
async function issue(client: Client, id: string, options: OptionValues): Promise<number> {
  const language = chosenLanguage(options);
  const begun = await client.issueImport({ params: { id } });
  const end = await followImport(client, begun, language);
  const code = await reportImport(client, end, { language, isDryRun: false });
  const output = textOption(options, "output");
  if (output) await saveResult(client, id, output, language);
  return code;
}

async function act(client: Client, verb: string, id: string, options: OptionValues) {
  if (verb === "issue") return issue(client, id, options);
  if (verb === "discard") {
    await client.discardImportRows({ params: { id } });
    print(importWords[chosenLanguage(options)].discarded);
    return exitCodes.ok;
  }
  if (!isSteering(verb))
    throw new UsageError("Say issue, discard, pause, resume or cancel, and the import's id.");
  print(describe(await client[steering[verb]]({ params: { id } })));
  return exitCodes.ok;
}

export const imports: Command = {
  name: "imports",
  usage: "[issue|discard|pause|resume|cancel ID] --as AUTHORITY",
  summary:
    "Shows the imports of an authority; issues or gives up a check; pauses, resumes or cancels one.",
  details: [
    "  issue ID     issues the rows that a check (import --dry-run) found good; again, it issues nothing twice",
    "  discard ID   forgets the rows that are kept to be issued or corrected",
    "  --lang zh|es|en    language of the reasons",
    "  -o FILE            with issue: writes what became of every row",
  ].join("\n"),
  options: { ...serverOptions, ...languageOption, output: { type: "string", short: "o" } },
  async run([verb, id, ...more], options) {
    const client = officerClient(options);
    if (verb === undefined) {
      const { imports: all } = await client.listImports();
      for (const each of all) print(describe(each));
      return exitCodes.ok;
    }
    if (!id || more.length > 0)
      throw new UsageError("Say issue, discard, pause, resume or cancel, and the import's id.");
    return act(client, verb, id, options);
  },
};
