import { sendCalls } from "../hooks/sending/sendCalls.ts";
import { sendMessage } from "../hooks/sending/sendMessage.ts";
import { serveCalls } from "../http/calls/serveCalls.ts";
import { startHttpServer } from "../http/startHttpServer.ts";
import { limits } from "../platform/limits.ts";
import type { HookSettings } from "./HookProcess.ts";
import { serveApart } from "./serveApart.ts";

serveApart<HookSettings>(async ({ socketPath, mayLoopback }, logger, endings) => {
  const handlers = {
    send: (message: Parameters<typeof sendMessage>[0]) => sendMessage(message, { mayLoopback }),
  };
  const options = { bytesMax: limits.webhookCallBytes, logger };
  const listener = serveCalls(sendCalls, handlers, options, (_, response) =>
    response.writeHead(404).end(),
  );
  const server = await startHttpServer(listener, { host: "", port: 0, socketPath });
  endings.add(() => server.stop());
  return socketPath;
});
