import type { AuthorityEvent } from "../../api/requests/useAuthorityEvents.ts";
import { saveFile } from "../../shared/saveFile.ts";

/** A line of the history as a file, which `./sello verify-history` checks without us (docs/formats.md, History). */
export function saveLine(authority: string, event: AuthorityEvent): void {
  const line = { format: "sello-history/1", service: window.location.origin, authority, event };
  const text = `${JSON.stringify(line, null, 2)}\n`;
  const name = `history-${event.blockNumber}-${event.logIndex}.json`;
  saveFile(new Blob([text], { type: "application/json" }), name);
}
