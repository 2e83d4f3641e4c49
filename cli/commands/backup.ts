import { UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { runTask } from "../runTask.ts";
import { print, shown } from "../terminal.ts";

export const backup: Command = {
  name: "backup",
  usage: "FILE [--with-sealing-key]",
  summary: "Copies database and keys into one file, while Sello runs or not.",
  details: [
    "The file (tar, 0600) holds every document and, sealed, every private key.",
    "  --with-sealing-key   also contains the secret that opens the keys: anyone with the file can then act as the city",
    "Without it, keep the file keys/sealing-key (or SELLO_KEY_FILE) elsewhere: restoring needs it.",
    "Witnesses are not in it: each keeps its own key and its own memory.",
  ].join("\n"),
  options: { "with-sealing-key": { type: "boolean" } },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name the file to write.");
    const path = callerPath(file);
    const flags = options["with-sealing-key"] ? ["--with-sealing-key"] : [];
    const copied = await runTask(
      "services/compose/backupMain.ts",
      ["backup", path, ...flags],
      "copied",
    );
    if (!copied) return exitCodes.failed;
    print(`${shown(path)}: ${copied.documents} documents, log of ${copied.logSize} entries.`);
    print(
      copied.holdsSealingKey
        ? "It holds the private keys AND the key that opens them. Keep it as you would keep the keys themselves."
        : "It holds private keys, sealed. The sealing key is not in it; keep that elsewhere, restoring needs it.",
    );
    return exitCodes.ok;
  },
};
