import { equalBytes } from "../encoding/bytes.ts";
import { fromHex, toHex } from "../encoding/hex.ts";
import { isJsonObject, parseJsonObject } from "../encoding/json.ts";
import type { Hex } from "../ids.ts";
import { AuditError } from "./AuditError.ts";
import { type AuditLine, hashAuditLine, nextAuditHash, nextEarlyAuditHash } from "./auditChain.ts";

/** What is in an export whose lines fit one another. */
export type AuditExportSummary = {
  /** The first position, and the last. */
  readonly from: number;
  readonly to: number;
  /** Of the last position: to be compared with what somebody else has, or the service says. 64 hex digits. */
  readonly hash: string;
  readonly shown: number;
  /** Lines of which only the hash is there: what others did. */
  readonly hidden: number;
  /**
   * The head that the export brings along, if it does: a `.sello` file that should say this position and this hash, which its
   * lines give. Whether it does, and is genuine, is for the caller to verify.
   */
  readonly head: { readonly position: number; readonly hash: string; readonly file: string } | null;
};

const format = "audit/1";
const depthMax = 3;
const earlyMembers = 6;
const members = 7;

/**
 * Reads an export of the audit, line by line, and checks that the lines are those of the chain. Nothing of it is trusted. What
 * it shows is that nothing was changed up to the hash at its end; that this is the hash of the network's audit is for the
 * caller to ask. Throws `AuditError`.
 */
export class AuditExportReader {
  #lines = 0;
  #from = 0;
  #position = 0;
  #hash: Uint8Array = new Uint8Array();
  #shown = 0;
  #hidden = 0;
  #head: { readonly position: number; readonly file: string; hash: string } | null = null;
  #end: AuditExportSummary | null = null;

  /** @returns the audit's line, if this is one that is shown */
  push(text: string): AuditLine | null {
    this.#lines += 1;
    if (this.#end !== null) throw this.#malformed();
    const object = this.#parse(text);
    if (this.#lines === 1) this.#begin(object);
    else if ("position" in object) return this.#step(object);
    else this.#finish(object);
    return null;
  }

  /** No more comes. */
  end(): AuditExportSummary {
    if (this.#end === null) throw new AuditError("audit.cut_short", "The export has no end.");
    return this.#end;
  }

  #parse(text: string): Readonly<Record<string, unknown>> {
    try {
      return parseJsonObject(text, depthMax);
    } catch (error) {
      throw this.#malformed(error);
    }
  }

  #begin({ sello, from, before, head }: Readonly<Record<string, unknown>>): void {
    if (sello !== format || !isPosition(from)) throw this.#malformed();
    if (from === 1 ? before !== "" : !isHash(before)) throw this.#malformed();
    this.#from = from;
    this.#position = from - 1;
    this.#hash = fromHex(`0x${before}`);
    if (head === undefined) return;
    if (!isHead(head) || head.position < from) throw this.#malformed();
    this.#head = { position: head.position, file: head.file, hash: "" };
  }

  #step({ position, line, digest }: Readonly<Record<string, unknown>>): AuditLine | null {
    if (position !== this.#position + 1)
      throw new AuditError("audit.gap", "A line is missing, or comes twice.", {
        line: this.#lines,
        position: this.#position + 1,
      });
    this.#position = position;
    if (isLine(line) && digest === undefined) {
      this.#hash =
        line.length === earlyMembers
          ? nextEarlyAuditHash(this.#hash, line)
          : nextAuditHash(this.#hash, hashAuditLine(line));
      this.#shown += 1;
      this.#noteHead();
      return line;
    }
    if (!isHash(digest) || line !== undefined) throw this.#malformed();
    this.#hash = nextAuditHash(this.#hash, fromHex(`0x${digest}`));
    this.#hidden += 1;
    this.#noteHead();
    return null;
  }

  #noteHead(): void {
    if (this.#head?.position === this.#position) this.#head.hash = toHex(this.#hash).slice(2);
  }

  #finish({ to, hash }: Readonly<Record<string, unknown>>): void {
    if (!isPosition(to) || !isHash(hash)) throw this.#malformed();
    const [from, shown, hidden] = [this.#from, this.#shown, this.#hidden];
    if (to !== this.#position || !equalBytes(this.#hash, fromHex(`0x${hash}`)))
      throw new AuditError("audit.broken", "The lines do not give the hash at the end.", {
        to,
        hash: toHex(this.#hash).slice(2),
      });
    if (this.#head?.hash === "") throw this.#malformed();
    this.#end = { from, to, hash, shown, hidden, head: this.#head };
  }

  #malformed(cause?: unknown): AuditError {
    const data = { line: this.#lines };
    return new AuditError("audit.malformed", "Not what an export has here.", data, cause);
  }
}

const isPosition = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;

const isHead = (value: unknown): value is { readonly position: number; readonly file: string } =>
  isJsonObject(value) && isPosition(value.position) && typeof value.file === "string";

const isHash = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const isAuthority = (value: unknown): value is Hex | null =>
  value === null || (typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value));

function isLine(value: unknown): value is AuditLine {
  if (!Array.isArray(value)) return false;
  const texts = value.slice(0, earlyMembers);
  if (texts.length < earlyMembers || !texts.every((each) => typeof each === "string")) return false;
  if (!isDataText(texts[5] as string)) return false;
  return value.length === earlyMembers || (value.length === members && isAuthority(value[6]));
}

function isDataText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}
