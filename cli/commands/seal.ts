import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  tif: "image/tiff",
  txt: "text/plain",
  xml: "application/xml",
};

const mediaTypeOf = (name: string): string =>
  mediaTypes[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";

/** Name, size and hash of a file; the file itself stays where it is. */
async function describeFile(file: string, mediaType: string | undefined) {
  const path = callerPath(file);
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return {
      sha256: hash.digest("hex"),
      name: basename(path),
      mediaType: mediaType ?? mediaTypeOf(path),
      size: statSync(path).size,
    };
  } catch {
    throw new CliError(`${shown(file)} cannot be read.`, exitCodes.noInput);
  }
}

export const seal: Command = {
  name: "seal",
  usage: "FILE --as AUTHORITY [--media-type TYPE]",
  summary: "Seals a file that exists (PDF, scan): its hash, name, type and size become a document.",
  details:
    "The file is not sent anywhere. Who has file and document can check them together:\n" +
    "  ./sello verify DOCUMENT.sello --file FILE",
  options: { ...serverOptions, "media-type": { type: "string" } },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one file.");
    const claims = await describeFile(file, textOption(options, "media-type"));
    const issued = await officerClient(options).issueDocument({
      headers: { "idempotency-key": `seal-${claims.sha256}` },
      body: { type: "sealed-file", claims },
    });
    print(`${shown(issued.id)}  ${issued.state}`);
    return exitCodes.ok;
  },
};
