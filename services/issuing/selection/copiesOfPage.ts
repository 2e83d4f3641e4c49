import type { PageRequest } from "../StoredDocument.ts";
import { batchOfCopy } from "../selectDocuments.ts";
import type { LoggedWindow } from "./selectWindows.ts";

/** Without what came on pages before, and what is surely not asked for: a page never walks through the other state. */
export function cutToPage(window: LoggedWindow, { anchored, after }: PageRequest): LoggedWindow {
  const { low, high, unanchored } = window;
  const ends = [high];
  if (after?.stream === window.stream) ends.push(after.seq);
  if (anchored === true) ends.push(window.anchored);
  return {
    ...window,
    low: anchored === false && unanchored > low ? unanchored : low,
    high: ends.reduce((least, each) => (each < least ? each : least)),
  };
}

/** Conditions that every copy is looked at for; $1 to $5. */
export const fits = `c.copy_number = 0
  and ($2::text is null or c.header = (select id from jwt_headers where header = $2))
  and ($3::float8 is null or c.created_at >= to_timestamp($3))
  and ($4::float8 is null or c.created_at < to_timestamp($4))
  and ($5::boolean is null or $5 = (b.state is not distinct from 'anchored'))`;

export const valuesOf = (stream: number, { header, from, to, anchored }: PageRequest) => [
  stream,
  header ?? null,
  from ?? null,
  to ?? null,
  anchored ?? null,
];

export const joined = `join streams s on s.id = c.stream_id
  join documents d on d.id = c.document_id and d.stream_id = c.stream_id
  ${batchOfCopy}`;
