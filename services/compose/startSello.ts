import { join } from "node:path";
import { startHttpServer } from "../http/startHttpServer.ts";
import { JwtHeaders } from "../issuing/atRest/JwtHeaders.ts";
import { PgUnsealedRows } from "../issuing/atRest/PgUnsealedRows.ts";
import { sealOldRows } from "../issuing/atRest/sealOldRows.ts";
import type { Config } from "../platform/config.ts";
import { Database } from "../platform/database/Database.ts";
import { migrate } from "../platform/database/migrate.ts";
import { timelines } from "../platform/database/servers/Timelines.ts";
import { describeFault } from "../platform/describeFault.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { announce } from "./announce.ts";
import { type Base, type Begun, openBase } from "./Base.ts";
import { beginImporting } from "./beginImporting.ts";
import { carryOver } from "./carryOver.ts";
import { DemoRules } from "./DemoRules.ts";
import type { Endings } from "./Endings.ts";
import type { FrontProcess } from "./FrontProcess.ts";
import { toFrontSettings } from "./FrontSettings.ts";
import { foundDemo, giveDemoAccess } from "./foundDemo.ts";
import { openLogins } from "./openLogins.ts";
import { giveSocket, placeSocket } from "./placeSocket.ts";
import { RunningProgram } from "./RunningProgram.ts";
import { requireKnownData } from "./requireKnownData.ts";
import type { Services } from "./Services.ts";

/** Starts all that the settings ask for, on a database that runs; what is started says to `endings` how it ends. */
export async function startSello(begun: Begun): Promise<void> {
  const { config, endings, databaseUrl, logger } = begun;
  announce({ kind: "step", name: "schema" });
  timelines.keepIn(timelinesFile(config));
  await requireKnownData(databaseUrl);
  await migrate(databaseUrl);
  const logins = await openLogins(config, databaseUrl, logger);
  const database = new Database(logins.service, { connectionsMax: 20, logger });
  endings.add(() => database.close());
  const base = await openBase({ ...begun, logins }, database);
  await sealStored(base);
  const program = await RunningProgram.compose(base);
  startLoops([...base.issuingParts.loops, program.composed.terms.terms.loop], endings);
  program.startLoops();
  startLoops([program.loop], endings);
  await carryOver(base, program);
  if (config.demo) await foundDemo(program.composed.context, base.keys);
  await ready(base, program);
  program.composed.terms.ownOffices?.begin();
  if (config.demo && config.roles.includes("worker")) awaitRules(base, program);
  // Last: each of its threads loads about as much as we do, and only files wait for it.
  await beginImporting(base);
}

/** Before anything else reads documents: those that an earlier edition stored in the open. Their tables are dropped. */
async function sealStored({ database, databaseUrl, issuingParts, logger }: Base): Promise<void> {
  if ((await new PgUnsealedRows(database).waiting()) === null) return;
  const { types, digests, authorityKeys: keys } = issuingParts;
  const owner = new Database(databaseUrl, { connectionsMax: 2, name: "sello-owner", logger });
  const rows = new PgUnsealedRows(owner);
  const parts = { rows, headers: new JwtHeaders(owner), keys, types, digests };
  try {
    await sealOldRows(parts, (done, of) =>
      announce({ kind: "step", name: "documents", detail: "sealing", done, of }),
    );
  } finally {
    await owner.close();
  }
}

/** Which of several database servers was written to last is remembered outside of them. */
const timelinesFile = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "database-timelines.json");

function startLoops(loops: readonly Loop[], endings: Endings): void {
  for (const loop of loops) {
    loop.start();
    endings.add(() => loop.stop());
  }
}

/**
 * In the background, when somebody first signs in as a resident: nobody else needs rules, and a city that was just founded has
 * no documents.
 */
function awaitRules(base: Base, program: RunningProgram): void {
  const { keys, logger, endings, demoAsked } = base;
  let ended = async (): Promise<void> => {};
  demoAsked.tell = () => {
    demoAsked.tell = () => {};
    const rules = new DemoRules({ services: program.composed.services, keys, logger });
    const founding = rules.found();
    ended = () => {
      rules.stop();
      return founding;
    };
  };
  endings.add(() => ended());
}

async function ready(base: Base, program: RunningProgram): Promise<void> {
  const { config, ports, witnesses, front } = base;
  const { services } = program.composed;
  const isApi = config.roles.includes("api");
  const accessFile =
    config.demo && isApi ? await giveDemoAccess(services, config.dataDirectory) : null;
  announce({ kind: "step", name: "http" });
  const socketPath = config.roles.includes("signer") ? await listenInside(base, program) : null;
  await ports.release();
  const url =
    front === null || socketPath === null
      ? await listenForOperators(base, program)
      : await beginFront(base, front, socketPath);
  // From here on they follow the trust list by themselves.
  if (isApi) witnesses?.change({ serviceUrl: url });
  const { documents, logSize } = await services.figures.current();
  announce({
    kind: "ready",
    url,
    publicUrl: services.publicUrl,
    authorities: (await services.registry.all()).length,
    documents,
    logSize,
    trustList: await firstList(services),
    accessFile,
  });
}

/** @returns the socket that the process that strangers reach hands requests to */
async function listenInside(
  { config, endings, front }: Base,
  program: RunningProgram,
): Promise<string> {
  const account = (await front?.account()) ?? null;
  const socketPath = placeSocket(config, account);
  const server = await startHttpServer(program.insideListener, {
    host: "",
    port: 0,
    socketPath,
    onStopping: () => program.composed.app.endEventStreams(),
  });
  giveSocket(socketPath, account);
  endings.add(() => server.stop());
  return socketPath;
}

/** Of a process without `api`: whether it is well, and its figures. */
async function listenForOperators(
  { config, endings }: Base,
  program: RunningProgram,
): Promise<string> {
  const server = await startHttpServer(program.listener, {
    host: config.host,
    port: config.port,
    connectionsPerAddress: config.shares.connectionsPerAddress,
    onStopping: () => program.composed.app.endEventStreams(),
  });
  endings.add(() => server.stop());
  return "";
}

function beginFront(
  { config, logins }: Base,
  front: FrontProcess,
  socketPath: string,
): Promise<string> {
  // There is one wherever there is such a process.
  const databaseUrl = logins.api ?? "";
  return front.begin(toFrontSettings(config, { databaseUrl, socketPath }));
}

/** What keeps a list from being published is for readiness to say, and no reason not to start. */
async function firstList({ trustLists, logger }: Services): Promise<string | null> {
  try {
    return await trustLists.current();
  } catch (error) {
    logger.error({ fault: describeFault(error) }, "No trust list could be published.");
    return null;
  }
}
