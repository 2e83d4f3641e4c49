import type { Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { saveStream } from "../saveStream.ts";
import { officerClient, serverOptions } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";

type Line = Output<"listAuditLines">["lines"][number];

/** Lines in one list, by default. */
const listed = 20;

const describe = ({ at, actor, action, subject, data }: Line): string =>
  `${shown(at.slice(0, 19))}Z  ${shown(actor)}  ${shown(action)}  ${shown(subject)}  ${shown(JSON.stringify(data))}`;

/** Those of these options that are given. */
const given = <Name extends string>(options: OptionValues, names: readonly Name[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = textOption(options, name);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Partial<Record<Name, string>>;

function numberOption(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`--${name} takes a number from 1 on.`);
  return Number(text);
}

async function list(options: OptionValues): Promise<void> {
  const after = numberOption(options, "after");
  const page = await officerClient(options).listAuditLines({
    query: {
      ...given(options, ["authority", "actor", "action", "subject"]),
      ...(after === undefined ? {} : { after }),
      limit: numberOption(options, "limit") ?? listed,
    },
  });
  for (const line of page.lines) print(describe(line));
  if (page.next) complain(`More: --after ${shown(page.next)}`);
}

async function exportLines(options: OptionValues): Promise<void> {
  const output = textOption(options, "output");
  if (!output) throw new UsageError("Name a file with -o.");
  const from = numberOption(options, "from");
  const lines = await officerClient(options).exportAudit({
    query: { ...given(options, ["authority"]), ...(from === undefined ? {} : { from }) },
  });
  const bytes = await saveStream(lines, output);
  complain(`${shown(output)}: ${bytes} bytes. Check it: ./sello verify-audit ${shown(output)}`);
}

export const audit: Command = {
  name: "audit",
  usage: "[export -o FILE] --as AUTHORITY [--authority SLUG] [--actor WHO] [--action VERB]",
  summary: "Shows who did what for an authority; saves it as a file that can be checked.",
  details: [
    "  --authority SLUG   of an authority below yours",
    "  --actor WHO        api-key:ID or officer:0x…",
    "  --action VERB      such as document.read, or document for all that begin so",
    "  --subject WHAT     such as document:ID",
    "  --limit N          lines in the list (20); --after N goes on",
    "  --from N           of export: the first position of the chain (1)",
  ].join("\n"),
  options: {
    ...serverOptions,
    authority: { type: "string" },
    actor: { type: "string" },
    action: { type: "string" },
    subject: { type: "string" },
    after: { type: "string" },
    limit: { type: "string" },
    from: { type: "string" },
    output: { type: "string", short: "o" },
  },
  async run([verb, ...rest], options) {
    if (rest.length > 0 || (verb !== undefined && verb !== "export"))
      throw new UsageError("audit, or audit export -o FILE.");
    await (verb === undefined ? list(options) : exportLines(options));
    return exitCodes.ok;
  },
};
