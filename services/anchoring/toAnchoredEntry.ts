import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import { toEntryCount } from "@sello/sdk/log";
import type { ChainEvent } from "../ledger/Projection.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import { LogContradiction } from "./errors.ts";

const hashPattern = /^0x[0-9a-f]{64}$/;
const countPattern = /^[1-9][0-9]{0,19}$/;
const integerPattern = /^(?:0|[1-9][0-9]{0,15})$/;

/** Reads a `BatchAppended` event. Throws `LogContradiction` `log.event`. */
export function toAnchoredEntry(event: ChainEvent): AnchoredEntry {
  const hash = (name: string) => matched(event, name, hashPattern) as Hex;
  const integer = (name: string) => Number(matched(event, name, integerPattern));
  return {
    index: integer("index"),
    authority: hash("authority") as AuthorityId,
    documentType: hash("documentType") as DocumentTypeId,
    batchRoot: hash("batchRoot"),
    count: toEntryCount(matched(event, "count", countPattern)),
    anchoredAt: integer("anchoredAt"),
    logRoot: hash("logRoot"),
    blockNumber: event.blockNumber,
    transactionHash: event.transactionHash,
  };
}

function matched(event: ChainEvent, name: string, pattern: RegExp): string {
  const value = event.args[name];
  if (typeof value === "string" && pattern.test(value)) return value;
  throw new LogContradiction("log.event", "An event is not of the contract's form.", {
    argument: name,
    block: String(event.blockNumber),
    logIndex: event.logIndex,
  });
}
