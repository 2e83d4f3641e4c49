import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describeOffice, isAuthorized, readToken, tokenFile } from "../trust-signer/officeFiles.ts";
import type { EventsRead } from "../trust-signer/RegistryView.ts";
import type { Forgotten } from "./composeTrustSigner.ts";
import type { OfficeMessage, OfficeOrder, OfficeSettings } from "./OfficeMessages.ts";
import type { TrustSignerHost } from "./TrustSignerHost.ts";
import { tellStarter } from "./tellStarter.ts";

// One office that signs trust lists. With the word `told` (and the office's name, for those who look at processes) it is told all over the channel of the process that starts it;
// else an operator starts it, with settings in the environment. What signs is loaded when it is needed: until then it is a small process.

let settings: OfficeSettings;
let hosting: Promise<TrustSignerHost> | null = null;
let forgotten: Forgotten = null;
let asked = 0;
const waiting = new Map<number, (read: EventsRead | null) => void>();

const tell = (message: OfficeMessage): void => {
  tellStarter(message);
};

/** Asked of the starter, whose embedded chain's node knows nothing of before its last start. */
const askStarter: Forgotten = (place) => (from) =>
  new Promise((answer) => {
    asked += 1;
    waiting.set(asked, answer);
    tell({ kind: "forgotten", ask: asked, place, from });
  });

const host = (): Promise<TrustSignerHost> => {
  hosting ??= import("./TrustSignerHost.ts").then(({ TrustSignerHost }) =>
    TrustSignerHost.open(() => settings, forgotten),
  );
  return hosting;
};

async function readSettings(): Promise<OfficeSettings> {
  if (process.argv[2] !== "told")
    return (await import("./readTrustSignerSettings.ts")).readTrustSignerSettings();
  const [order] = (await once(process, "message")) as [OfficeOrder];
  if (order.kind !== "begin") throw new Error("an office is told first how it begins");
  forgotten = askStarter;
  return order.settings;
}

async function obey(order: OfficeOrder): Promise<void> {
  if (order.kind === "change") {
    const { nodes = [], registries = [] } = order;
    settings = {
      ...settings,
      nodes: [...settings.nodes, ...nodes],
      registries: [...settings.registries, ...registries],
    };
  } else if (order.kind === "remembered") {
    waiting.get(order.ask)?.(order.read);
    waiting.delete(order.ask);
  } else if (order.kind === "take") {
    const key = await (await host()).take(order.name, order.pkcs8);
    tell({ kind: "taken", ask: order.ask, key });
  }
}

/** Who the office is, it says to anybody, without loading anything. Signatures are for the service. */
const listener: RequestListener = (request, response) => {
  if (request.method === "GET" && request.url === "/") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(describeOffice(settings.name, settings.directory)));
    return;
  }
  if (!isAuthorized(request.headers.authorization, readToken(settings.directory))) {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ code: "trust_signer.token", data: {} }));
    return;
  }
  host().then(
    (opened) => opened.listener(request, response),
    () => response.writeHead(500).end(),
  );
};

async function listen(): Promise<Server> {
  const server = createServer(listener);
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  return server;
}

async function main(): Promise<void> {
  // The process that started us is gone: nobody asks any more, and the next start wants the folder.
  process.on("disconnect", () => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
  settings = await readSettings();
  process.on("message", (order: OfficeOrder) => void obey(order));
  const { name, directory, takesKeys } = settings;
  if (!takesKeys && describeOffice(name, directory).keys.length === 0)
    await (await host()).makeKey();
  const { port } = (await listen()).address() as AddressInfo;
  const url = `http://${settings.host}:${port}`;
  const { keys } = describeOffice(name, directory);
  tell({ kind: "ready", url, keys, token: readToken(directory), tokenFile: tokenFile(directory) });
}

try {
  await main();
} catch (error) {
  const { describeStartFailure } = await import("./describeStartFailure.ts");
  tell({ kind: "failed", ...describeStartFailure(error) });
  throw error;
}
