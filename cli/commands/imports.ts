import { UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { officerClient, serverOptions } from "../server.ts";

type ImportLine = {
  readonly id: string;
  readonly fileName: string;
  readonly type: string;
  readonly state: string;
  readonly rows: { readonly total: number; readonly done: number; readonly rejected: number };
};

const steering = ["pause", "resume", "cancel"];

const describe = ({ id, state, type, rows, fileName }: ImportLine): string =>
  `${id}  ${state.padEnd(9)}  ${rows.done}/${rows.total} rows, ${rows.rejected} rejected  ${type}  ${fileName}`;

export const imports: Command = {
  name: "imports",
  usage: "[pause|resume|cancel ID] --as AUTHORITY",
  summary: "Shows the imports of an authority; pauses, resumes or cancels one.",
  options: serverOptions,
  async run([verb, id, ...more], options) {
    const client = officerClient(options);
    if (verb === undefined) {
      const page = await client.json<{ imports: ImportLine[] }>("/v1/imports");
      for (const line of page.imports) console.log(describe(line));
      return exitCodes.ok;
    }
    if (!steering.includes(verb) || !id || more.length > 0)
      throw new UsageError("Say pause, resume or cancel, and the import's id.");
    const line = await client.json<ImportLine>(`/v1/imports/${encodeURIComponent(id)}/${verb}`, {
      method: "POST",
    });
    console.log(describe(line));
    return exitCodes.ok;
  },
};
