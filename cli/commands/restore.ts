import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { dataDirectory } from "../files.ts";
import { runTask } from "../runTask.ts";
import { print } from "../terminal.ts";

const fileOption = (options: OptionValues, name: string): string[] => {
  const value = textOption(options, name);
  return value === undefined ? [] : [`--${name}`, callerPath(value)];
};

export const restore: Command = {
  name: "restore",
  usage:
    "FILE [--keys FILE] [--sealing-key FILE] [--resume NOTE] [--keep-api-keys] [--data FOLDER]",
  summary: "Restores a backup into an empty data folder.",
  details: [
    "  --keys FILE          the newest keys file, where it does not lie beside the backup as FILE.keys. Documents that",
    "                       were erased after the backup, and before the keys file, are erased again",
    "  --sealing-key FILE   what opens the private keys, where the backup does not hold it",
    "  --resume NOTE        the newest checkpoint that anybody kept, when the backup is older",
    "  --keep-api-keys      lets the API keys of the backup go on, those too that were revoked after it",
    "  --data FOLDER        where to restore to (default ./data); must hold no database and no keys",
    "Restore only the newest backup. Documents issued after it are not in it. The log key signs nothing",
    "with a database that is older than what it has signed: /readyz turns red with log.forgotten.",
  ].join("\n"),
  options: {
    keys: { type: "string" },
    "sealing-key": { type: "string" },
    resume: { type: "string" },
    "keep-api-keys": { type: "boolean" },
    data: { type: "string" },
  },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name the backup.");
    const data = textOption(options, "data");
    if (data) process.env.SELLO_DATA_DIR = callerPath(data);
    const flags = ["keys", "sealing-key", "resume"].flatMap((name) => fileOption(options, name));
    if (options["keep-api-keys"]) flags.push("--keep-api-keys");
    const copied = await runTask(
      "services/compose/backupMain.ts",
      ["restore", callerPath(file), ...flags],
      "copied",
    );
    if (!copied) return exitCodes.failed;
    const { documents, logSize, createdAt, apiKeysEnded, erasuresReplayed } = copied;
    print(
      [
        `Restored to ${dataDirectory()}: ${documents} documents, log of ${logSize} entries, as of ${createdAt}.`,
        "What was acknowledged after that is not in it; on the embedded chain it is lost.",
        ...(erasuresReplayed === 0 ? [] : [toErasedWords(erasuresReplayed)]),
        ...(apiKeysEnded === 0 ? [] : [toEndedWords(apiKeysEnded)]),
        "If the log key has signed more since, nothing will be signed: ./sello health says so, and",
        "docs/decisions/0093 what to do. ./sello up starts from here.",
      ].join("\n"),
    );
    return exitCodes.ok;
  },
};

const toErasedWords = (count: number): string =>
  `Documents that were erased after the backup, and are erased here again: ${count}.`;

const toEndedWords = (count: number): string =>
  `${count} API keys of the backup were ended: it does not say which were revoked after it. Make new ones.`;
