import { on } from "node:events";
import { Worker } from "node:worker_threads";
import { limits } from "../../../../platform/limits.ts";
import type { ImportRefused } from "../../errors.ts";
import type { FilePart } from "../FileRow.ts";
import { workbookRefused } from "../refusals.ts";
import type { WorkbookLimits } from "./Archive.ts";
import { SheetRows } from "./SheetRows.ts";
import type { WorkbookMessage, WorkbookTask } from "./workbookThread.ts";

const bounds: WorkbookLimits = {
  entries: limits.workbookParts,
  inflatedBytes: limits.workbookInflatedBytes,
  sharedStrings: limits.workbookTexts,
  sharedCharacters: limits.workbookTextCharacters,
  rows: limits.workbookRows,
  columns: limits.importColumns,
  cellCharacters: limits.importRowCharacters,
};

/**
 * The rows of one sheet of a workbook (.xlsx). It is read in a thread that has neither keys nor connections, no
 * environment and little memory, and that ends with the file. `ImportRefused`: `import.workbook`,
 * `import.workbook_large`, `import.sheet_unknown`.
 */
export async function* readWorkbook(
  chunks: AsyncIterable<Buffer>,
  sheet?: string,
): AsyncGenerator<FilePart> {
  const bytes = await gather(chunks);
  const task: WorkbookTask = { bytes, sheet, limits: bounds };
  const thread = new Worker(new URL("./workbookThread.ts", import.meta.url), {
    workerData: task,
    transferList: [bytes.buffer as ArrayBuffer],
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: limits.workbookMemoryMib,
      maxYoungGenerationSizeMb: 16,
    },
  });
  try {
    yield* readMessages(thread);
  } finally {
    await thread.terminate();
  }
}

async function* readMessages(thread: Worker): AsyncGenerator<FilePart> {
  const rows = new SheetRows();
  try {
    for await (const [message] of on(thread, "message", { close: ["exit"] })) {
      const said = message as WorkbookMessage;
      if ("end" in said) return;
      if ("error" in said) throw workbookRefused(said.error.code, said.error.data);
      if ("sheets" in said) {
        yield { header: null, sheets: said.sheets, rows: [] };
        continue;
      }
      yield rows.take(said.rows);
      thread.postMessage("taken");
    }
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY") throw tooLarge();
    throw error;
  }
  throw workbookRefused("import.workbook");
}

/** All of the file: a ZIP archive is read from its end. */
async function gather(chunks: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.workbookBytes) throw tooLarge();
    parts.push(chunk);
  }
  // In memory of its own, which can be given to the thread.
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const tooLarge = (): ImportRefused =>
  workbookRefused("import.workbook_large", { limit: limits.workbookBytes });
