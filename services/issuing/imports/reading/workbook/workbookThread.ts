import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { Archive, type WorkbookLimits } from "./Archive.ts";
import { readDateStyles } from "./dateStyles.ts";
import { WorkbookError } from "./errors.ts";
import { readXml } from "./readXml.ts";
import { SheetReader, type SheetRow } from "./SheetReader.ts";
import { readSharedStrings } from "./sharedStrings.ts";
import { findParts } from "./workbookParts.ts";

/** What the thread is given: the file, and nothing else of the service. */
export type WorkbookTask = {
  readonly bytes: Uint8Array;
  readonly sheet: string | undefined;
  readonly limits: WorkbookLimits;
};

export type WorkbookMessage =
  | { readonly sheets: { readonly sheet: string; readonly others: readonly string[] } }
  | { readonly rows: readonly SheetRow[] }
  | { readonly end: true }
  | { readonly error: Pick<WorkbookError, "code" | "message" | "data"> };

/** Rows that are sent at once; the next are read when they were taken. */
const rowsAtOnce = 500;

const port = parentPort;
if (port === null) throw new Error("this module runs in a worker thread");
const send = (message: WorkbookMessage) => port.postMessage(message);

async function sendRows(rows: readonly SheetRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const taken = once(port as NonNullable<typeof port>, "message");
    send({ rows: rows.slice(from, from + rowsAtOnce) });
    await taken;
  }
}

async function read({ bytes, sheet, limits }: WorkbookTask): Promise<void> {
  const archive = await Archive.open(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    limits,
  );
  const parts = await findParts(archive, sheet);
  send({ sheets: { sheet: parts.sheet, others: parts.others } });
  const { sharedStringsPart, stylesPart, is1904 } = parts;
  const strings = sharedStringsPart
    ? await readSharedStrings(archive.read(sharedStringsPart), limits)
    : [];
  const dateStyles = stylesPart
    ? await readDateStyles(archive.read(stylesPart))
    : new Set<number>();
  const reader = new SheetReader({ strings, dateStyles, is1904, limits });
  await readXml(archive.read(parts.sheetPart), reader, () => sendRows(reader.takeRows()));
  await sendRows(reader.takeRows());
}

try {
  await read(workerData as WorkbookTask);
  send({ end: true });
} catch (error) {
  if (!(error instanceof WorkbookError)) throw error;
  const { code, message, data } = error;
  send({ error: { code, message, data } });
}
port.close();
