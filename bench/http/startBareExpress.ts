import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Target } from "./RawClient.ts";

export async function startBareExpress(): Promise<{ target: Target; stop(): void }> {
  const script = fileURLToPath(new URL("./bareExpress.ts", import.meta.url));
  const child = fork(script, { execArgv: ["--disable-warning=ExperimentalWarning"] });
  const [port] = (await once(child, "message")) as [number];
  return { target: { host: "127.0.0.1", port }, stop: () => child.disconnect() };
}
