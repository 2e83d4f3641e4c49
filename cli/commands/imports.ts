import type { Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
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

export const imports: Command = {
  name: "imports",
  usage: "[pause|resume|cancel ID] --as AUTHORITY",
  summary: "Shows the imports of an authority; pauses, resumes or cancels one.",
  options: serverOptions,
  async run([verb, id, ...more], options) {
    const client = officerClient(options);
    if (verb === undefined) {
      const { imports: all } = await client.listImports();
      for (const each of all) print(describe(each));
      return exitCodes.ok;
    }
    if (!isSteering(verb) || !id || more.length > 0)
      throw new UsageError("Say pause, resume or cancel, and the import's id.");
    print(describe(await client[steering[verb]]({ params: { id } })));
    return exitCodes.ok;
  },
};
