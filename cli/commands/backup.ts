import { UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { runTask } from "../runTask.ts";
import { print, shown } from "../terminal.ts";

const program = "services/compose/backupMain.ts";

async function copyAll(path: string, withSealingKey: boolean): Promise<number> {
  const flags = withSealingKey ? ["--with-sealing-key"] : [];
  const copied = await runTask(program, ["backup", path, ...flags], "copied");
  if (!copied) return exitCodes.failed;
  print(
    [
      `${shown(path)}: ${copied.documents} documents, log of ${copied.logSize} entries.`,
      `${shown(path)}.keys: the keys of these documents. Keep it apart, and the newest one only.`,
      copied.holdsSealingKey
        ? "The first holds the private keys AND the key that opens them. Keep it as you would keep the keys themselves."
        : "The first holds private keys, sealed. The sealing key is not in it; keep that elsewhere, restoring needs it.",
    ].join("\n"),
  );
  return exitCodes.ok;
}

async function copyKeys(path: string): Promise<number> {
  const copied = await runTask(program, ["keys", path], "keysCopied");
  if (!copied) return exitCodes.failed;
  const { documents, erasures } = copied;
  print(`${shown(path)}: the keys of ${documents} documents; erased of them, so far: ${erasures}.`);
  print(
    "Delete older keys files, and copies of them: what was erased since can be read with them.",
  );
  return exitCodes.ok;
}

export const backup: Command = {
  name: "backup",
  usage: "FILE [--with-sealing-key | --keys-only]",
  summary: "Copies database and keys into FILE and FILE.keys, while Sello runs or not.",
  details: [
    "FILE (tar, 0600) holds every document and every private key, all sealed. It may be kept for long.",
    "FILE.keys holds the key of each document, and what was erased. Restoring takes the two; one newer than FILE",
    "erases again what was erased since. Keep the newest alone, apart from FILE, and delete those of before, with all",
    "their copies: with one, FILE and the sealing key anybody can read what was erased since.",
    "  --with-sealing-key   FILE also contains the secret that opens the keys: with both files anyone can act as the city",
    "  --keys-only          writes FILE as a new keys file for the backups that there are, in place of the one before.",
    "                       Do it every night: what is erased is as far gone as the oldest keys file that is left",
    "Without --with-sealing-key, keep the file keys/sealing-key (or SELLO_KEY_FILE) elsewhere: restoring needs it.",
    "Witnesses are not in it: each keeps its own key and its own memory.",
  ].join("\n"),
  options: { "with-sealing-key": { type: "boolean" }, "keys-only": { type: "boolean" } },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name the file to write.");
    const path = callerPath(file);
    const withSealingKey = options["with-sealing-key"] === true;
    if (options["keys-only"] !== true) return copyAll(path, withSealingKey);
    if (withSealingKey) throw new UsageError("A keys file never holds the sealing key.");
    return copyKeys(path);
  },
};
