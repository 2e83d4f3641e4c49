import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { callerPath } from "./callerPath.ts";

/**
 * Saves what a service streams into a file that is not there yet, and that only its owner may read.
 * @returns how many bytes it has
 */
export async function saveStream(content: unknown, output: string): Promise<number> {
  const file = createWriteStream(callerPath(output), { mode: 0o600, flags: "wx" });
  await pipeline(content as AsyncIterable<Uint8Array>, file);
  return file.bytesWritten;
}
