import {
  type AuthorityId,
  documentStatuses,
  type FoundEntries,
  formatSelloFile,
  packSelloFile,
  parseFoundEntries,
  parsePresentation,
  parseSelloFile,
  parseTrustList,
  present,
  sha256,
  toAuthorityId,
  toDocumentTypeId,
  toHex,
  withTrust,
} from "@sello/sdk";
import {
  type BatchEvidence,
  decodeBatchEvidence,
  emptyStatusHead,
  encodeLogEntry,
  encodeStatusChanges,
  formatNote,
  formatNoteSignature,
  formatTlogProof,
  hashLeaf,
  isPostQuantumSignature,
  nextStatusHead,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  rootFromPath,
  toCosignedMessage,
} from "@sello/sdk/log";
import { formatTlogPolicy, parseTrustListContent } from "@sello/sdk/trust";
import { findEntries, headNote, toHeadWorld } from "./headWorld.ts";
import { issOf, World, worldTypes } from "./world.ts";

// The worked example of docs/formats.md. Its four roots are made once, with fresh keys; all other
// blocks are read out of them, so that a test can tell whether the page is still true.

/** What everything else in the example follows from. */
export interface ExampleRoots {
  readonly "sello-file": string;
  readonly "trust-list": string;
  readonly "status-token": string;
  /** A head that follows the list 1. */
  readonly "trust-head": string;
  /** Entries of that head, as one line of JSON. */
  readonly "trust-found": string;
  /** A signature line for the checkpoint of the file's proof. */
  readonly "post-quantum-cosignature": string;
}

export async function makeExampleRoots(): Promise<ExampleRoots> {
  const world = new World({ witnessCount: 2, postQuantumCount: 1 });
  const batch = await world.anchor([
    await world.issue(),
    await world.issue({ statusIndex: 815 }),
    await world.issue({ statusIndex: 42 }),
  ]);
  const [, second] = batch;
  if (second === undefined) throw new RangeError("the batch has three documents");
  const document = await present(second.document, ["age_over_18", "district"]);
  const { proof, line } = takeOutPostQuantum(second.proof);
  const { resident } = worldTypes;
  const content = { ...world.trustListContent(), documentTypes: [resident] };
  const heads = toHeadWorld(world, { version: 2 }, content);
  const police = toAuthorityId(issOf("futian-police"));
  const found = findEntries(heads, { authorities: [police], documentTypes: [resident.id] });
  return {
    "sello-file": formatSelloFile({ document, proof }),
    "trust-list": await world.trustListNote(content),
    "trust-head": await headNote(heads.head, world.signers),
    "trust-found": JSON.stringify(found),
    "status-token": await world.statusToken(),
    "post-quantum-cosignature": line,
  };
}

/** The proof as it is by default, and the line that it had of an ML-DSA-44 key. */
export function takeOutPostQuantum(text: string): {
  readonly proof: string;
  readonly line: string;
} {
  const proof = parseTlogProof(text);
  const note = parseNote(proof.checkpointNote);
  const signatures = note.signatures.filter((line) => !isPostQuantumSignature(line));
  return {
    proof: formatTlogProof({ ...proof, checkpointNote: formatNote({ ...note, signatures }) }),
    line: note.signatures.filter(isPostQuantumSignature).map(formatNoteSignature).join(""),
  };
}

/** Every block of the page, by its name. */
export function toExampleBlocks(roots: ExampleRoots): Readonly<Record<string, string>> {
  const file = parseSelloFile(roots["sello-file"]);
  const shown = parsePresentation(roots["sello-file"]);
  if (!shown.wellFormed) throw shown.error;
  const { sdJwt, payload } = shown;
  const proof = parseTlogProof(file.proof);
  const batch = decodeBatchEvidence(proof.extra ?? new Uint8Array());
  const { head } = parseTrustList(roots["trust-head"]);
  const found = parseFoundEntries(roots["trust-found"]);
  const content = parseTrustListContent(roots["trust-list"]);
  if (content === null) throw new TypeError("the example is a list 1");
  const { compact } = sdJwt.issuerJwt;
  const leafHash = hashLeaf(compact);
  const batchRoot = rootFromPath({ ...batch, leafHash, index: batch.leafIndex, size: batch.count });
  const entry = encodeLogEntry({
    authority: toAuthorityId(payload.iss),
    documentType: toDocumentTypeId(payload.vct),
    batchRoot: batchRoot ?? new Uint8Array(),
    count: batch.count,
    anchoredAt: batch.anchoredAt,
  });
  const checkpointText = parseNote(proof.checkpointNote).text;
  const [statusHeader = "", statusPayload = ""] = roots["status-token"].split(".");
  return {
    ...roots,
    "trust-found": `${roots["trust-found"].trimEnd()}\n`,
    "trust-head-content": pretty({
      ...head,
      witnesses: head.witnesses.map(({ name, keys }) => ({
        name,
        keys: keys.map((term) => ({ ...term, key: `${term.key.slice(0, 48)}…` })),
      })),
    }),
    "trust-entry": toEntryRows(found),
    "extended-sello-file": `${formatSelloFile(withTrust(file, found))}\n`,
    "tlog-policy": formatTlogPolicy(head),
    "packed-sello-file": toPackedRows(packSelloFile(roots["sello-file"])),
    "document-header": pretty(sdJwt.issuerJwt.header),
    "document-payload": pretty(sdJwt.issuerJwt.payload),
    disclosures: sdJwt.disclosures
      .map(({ encoded, digest }) => `${decode(encoded)}  →  ${digest}\n`)
      .join(""),
    leaf: `sha256(0x00 || "${compact.slice(0, 24)}…${compact.slice(-12)}") =\n${toHex(leafHash)}\n`,
    ids: `${payload.iss}\n  ${toAuthorityId(payload.iss)}\n${payload.vct}\n  ${toDocumentTypeId(payload.vct)}\n`,
    "log-entry": toRows(entry),
    "batch-evidence": toEvidenceRows(batch),
    "tlog-proof": file.proof,
    checkpoint: checkpointText,
    "cosigned-message": toMessageRows(roots["post-quantum-cosignature"], checkpointText),
    "trust-list-content": pretty({ ...content, documentTypes: ["…"], authorities: ["…"] }),
    "trust-list-authority": pretty(content.authorities.at(-1)),
    "trust-list-type": pretty(content.documentTypes[0]),
    "status-header": pretty(JSON.parse(decode(statusHeader))),
    "status-payload": pretty(JSON.parse(decode(statusPayload))),
    "status-change": toChangeRows(toAuthorityId(payload.iss), batch.anchoredAt),
  };
}

/** The blocks of a page: each is in a fence right after a comment with its name. */
export const blockPattern = /(<!-- example: ([a-z-]+) -->\n\n```[a-z]*\n)([\s\S]*?)(```\n)/g;

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function decode(base64url: string): string {
  return Buffer.from(base64url, "base64url").toString();
}

function toRows(entry: Uint8Array): string {
  const fields = [
    ["authority", 0, 32],
    ["documentType", 32, 64],
    ["batchRoot", 64, 96],
    ["count", 96, 104],
    ["anchoredAt", 104, 112],
  ] as const;
  return fields
    .map(([name, from, to]) => `${name.padEnd(13)}${toHex(entry.slice(from, to)).slice(2)}\n`)
    .join("");
}

function toPackedRows(packed: Uint8Array): string {
  const hex = (from: number, to?: number) => toHex(packed.slice(from, to)).slice(2);
  const first = packed.indexOf(0xf8);
  return [
    `${packed.length} bytes, SHA-256 ${toHex(sha256(packed)).slice(2)}\n`,
    `${hex(0, 8)}  the beginning\n`,
    `${hex(8, first)}  {"format":"sello/1","document":"\n`,
    `${hex(first, first + 2)}  a run of base64url, ${packed[first + 1]} bytes\n`,
    `${hex(first + 2, first + 34)}…\n`,
    "…\n",
    `${hex(-36)}  …, the digest, "}\n`,
  ].join("");
}

function toMessageRows(line: string, checkpointText: string): string {
  const [cosignature] = parseNote(`${checkpointText}\n${line}`).signatures;
  if (cosignature === undefined) throw new RangeError("the example has a cosignature");
  const { name, signature } = cosignature;
  const timestamp = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  const checkpoint = parseCheckpoint(checkpointText);
  const message = toCosignedMessage(checkpoint, name, timestamp);
  const lengths = [12, 1 + name.length, 8, 1 + checkpoint.origin.length, 8, 8, 32];
  const fields = ["label", "cosigner_name", "timestamp", "log_origin", "start", "end", "hash"];
  let from = 0;
  return fields
    .map((field, i) => {
      const bytes = message.slice(from, from + (lengths[i] ?? 0));
      from += bytes.length;
      return `${field.padEnd(14)}${toHex(bytes).slice(2)}\n`;
    })
    .join("");
}

function toChangeRows(owner: AuthorityId, time: number): string {
  const changes = encodeStatusChanges([
    { index: 42, status: documentStatuses.revoked },
    { index: 815, status: documentStatuses.suspended },
  ]);
  const officer = `0x${"44".repeat(20)}`;
  const timestamp = BigInt(time);
  const event = { owner, list: 1n, acting: owner, officer, timestamp, changes };
  const head = nextStatusHead(emptyStatusHead, event);
  return `owner    ${owner}
list     1
acting   ${owner}
officer  ${officer}
time     ${time}
changes  ${changes}
head     ${head}
`;
}

function toEntryRows({ authorities: [first] }: FoundEntries): string {
  if (first === undefined || !("proof" in first)) throw new RangeError("the example has an entry");
  const { index, entry, path } = first.proof;
  const rows = path.map((hash) => `path  ${hash}\n`).join("");
  return `leaf  sha256(0x00 || ${entry}) =\n      ${toHex(hashLeaf(entry))}\nindex ${index}\n${rows}`;
}

function toEvidenceRows({ anchoredAt, count, leafIndex, path }: BatchEvidence): string {
  const head = `version 1, anchoredAt ${anchoredAt}, count ${count}, leafIndex ${leafIndex}\n`;
  return head + path.map((hash) => `path ${toHex(hash).slice(2)}\n`).join("");
}
