import { CallClient } from "../http/calls/CallClient.ts";
import { deskCalls } from "../issuing/imports/desk/deskCalls.ts";
import { RemoteDesk } from "../issuing/imports/desk/RemoteDesk.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { composeIssuing } from "./composeIssuing.ts";
import type { ImportSettings } from "./ImportProcess.ts";

/** What issuing needs where no key is: the desk of the process that holds them names, signs and wraps. */
export function composeImporting(settings: ImportSettings, database: Database, logger: Logger) {
  const client = new CallClient(deskCalls, settings.deskSocket);
  const desk = new RemoteDesk(client);
  const context = { ...settings, database, clock: systemClock, logger };
  return {
    ...composeIssuing(context, () => ({ documentSigner: desk, digests: desk, fileKeys: desk })),
    desk,
    client,
  };
}
