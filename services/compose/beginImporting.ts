import { dirname, join } from "node:path";
import { mayDo } from "../accounts/sessions/officerRights.ts";
import { serveCalls } from "../http/calls/serveCalls.ts";
import { startHttpServer } from "../http/startHttpServer.ts";
import { countSigned } from "../issuing/dayLimits.ts";
import { deskCalls } from "../issuing/imports/desk/deskCalls.ts";
import { ImportDesk } from "../issuing/imports/desk/ImportDesk.ts";
import { PgMandates } from "../issuing/imports/desk/PgMandates.ts";
import { systemClock } from "../platform/Clock.ts";
import { limits } from "../platform/limits.ts";
import type { Base } from "./Base.ts";
import { giveSocket, placeSocket } from "./placeSocket.ts";

/** Opens the desk, and lets the process that reads files begin. */
export async function beginImporting(base: Base): Promise<void> {
  const { config, names, importer, importing } = base;
  const deskSocket = await openDesk(base);
  const at = await importer.begin({
    databaseUrl: base.logins.importing,
    publicUrl: names.publicUrl,
    typesDirectory: config.typesDirectory,
    logLevel: config.logLevel,
    deskSocket,
    fileSocket: join(dirname(deskSocket), "files.sock"),
    threads: config.roles.includes("worker") ? config.importWorkers : 0,
  });
  importing.listensAt(at);
}

async function openDesk(base: Base): Promise<string> {
  const { config, database, endings, importer, issuingParts, names, logger } = base;
  const account = await importer.account();
  const { dataDirectory } = config;
  const socketPath = placeSocket({ dataDirectory, signerSocket: null }, account, "desk");
  const { documentSigner: signer, digests, registry, types, fileKeys } = issuingParts;
  const { handlers } = new ImportDesk({
    mandates: new PgMandates(database, (account, id) => mayDo(registry, account, id, "import")),
    fileKeys,
    signer,
    digests,
    registry,
    types,
    publicUrl: names.publicUrl,
    countSigned: (asked) => countSigned(database, asked),
    clock: systemClock,
  });
  const options = { bytesMax: limits.deskCallBytes, logger };
  const listener = serveCalls(deskCalls, handlers, options, (_, response) =>
    response.writeHead(404).end(),
  );
  const server = await startHttpServer(listener, { host: "", port: 0, socketPath });
  giveSocket(socketPath, account);
  endings.add(() => server.stop());
  return socketPath;
}
