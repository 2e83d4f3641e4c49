import { dirname, join } from "node:path";
import { serveCalls } from "../http/calls/serveCalls.ts";
import { startHttpServer } from "../http/startHttpServer.ts";
import { deskCalls } from "../issuing/imports/desk/deskCalls.ts";
import { ImportDesk } from "../issuing/imports/desk/ImportDesk.ts";
import { PgMandates } from "../issuing/imports/desk/PgMandates.ts";
import { RemoteFiles } from "../issuing/imports/desk/RemoteFiles.ts";
import { systemClock } from "../platform/Clock.ts";
import { importRights } from "../platform/database/importRights.ts";
import { openNamedRole, openRole } from "../platform/database/roles.ts";
import { limits } from "../platform/limits.ts";
import type { Base } from "./Base.ts";
import type { ImportProcess } from "./ImportProcess.ts";
import { giveSocket, placeSocket } from "./placeSocket.ts";

/** The process that reads files, as the one with the keys sees it: files go there, and it asks at our desk. */
export class Importing {
  readonly files: RemoteFiles;
  readonly #listening: Promise<string>;
  #tell: (socketPath: string) => void = () => {};

  constructor() {
    this.#listening = new Promise((resolve) => {
      this.#tell = resolve;
    });
    this.files = new RemoteFiles(() => this.#listening);
  }

  /** Opens the desk, and lets the process begin. */
  async begin(base: Base, importer: ImportProcess): Promise<void> {
    const { config, names } = base;
    const deskSocket = await openDesk(base, importer);
    const fileSocket = join(dirname(deskSocket), "files.sock");
    const at = await importer.begin({
      databaseUrl: await openLogin(base),
      publicUrl: names.publicUrl,
      typesDirectory: config.typesDirectory,
      logLevel: config.logLevel,
      deskSocket,
      fileSocket,
      threads: config.roles.includes("worker") ? config.importWorkers : 0,
    });
    this.#tell(at);
  }
}

async function openDesk(base: Base, importer: ImportProcess): Promise<string> {
  const { config, database, endings, issuingParts, names, logger } = base;
  const account = await importer.account();
  const { dataDirectory } = config;
  const socketPath = placeSocket({ dataDirectory, signerSocket: null }, account, "desk");
  const { documentSigner: signer, authorityKeys: keys, digests, registry, types } = issuingParts;
  const { handlers } = new ImportDesk({
    mandates: new PgMandates(database),
    signer,
    keys,
    digests,
    registry,
    types,
    publicUrl: names.publicUrl,
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

async function openLogin({ config, database, databaseUrl, keys }: Base): Promise<string> {
  const { importDatabaseUrl } = config;
  if (importDatabaseUrl !== null) return openNamedRole(database, importDatabaseUrl, importRights);
  return openRole(database, databaseUrl, await keys.secretFor("database-import"), importRights);
}
