import { parentPort } from "node:worker_threads";
import type { Loop } from "../../platform/loops/Loop.ts";

/** What a thread runs, and how its connections are closed afterwards. */
export type ImportThread = { readonly loop: Loop; close(): Promise<void> };

/** The thread's side of `ImportWorker`: runs the loop until the parent says stop. */
export function serveImportThread({ loop, close }: ImportThread): void {
  if (parentPort === null) throw new Error("this module runs in a worker thread");
  const port = parentPort;
  port.once("message", async () => {
    await loop.stop();
    await close();
    port.close();
  });
  loop.start();
  port.postMessage("serving");
}
