import { setTimeout as delay } from "node:timers/promises";
import type { DocumentId } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import { StartError } from "../../platform/errors.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { findType } from "../../registry/types/findType.ts";
import type { AuthorityKeys } from "../../signing/AuthorityKeys.ts";
import { givenClaims } from "../givenClaims.ts";
import type { RecordDigests } from "../RecordDigests.ts";
import { readSdJwt } from "../readSdJwt.ts";
import { packContent, type StoredSdJwt, toJwt, toSdJwt } from "./copyContent.ts";
import type { JwtHeaders } from "./JwtHeaders.ts";
import type { PgUnsealedRows } from "./PgUnsealedRows.ts";
import { newDocumentKey, sealContent } from "./sealedContent.ts";
import type { SealedRow, UnsealedCopy, UnsealedDocument } from "./UnsealedDocument.ts";

type Parts = {
  readonly rows: PgUnsealedRows;
  readonly headers: JwtHeaders;
  readonly keys: Pick<AuthorityKeys, "wrap">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly digests: Pick<RecordDigests, "under">;
};

/** While another process moves what is left. */
const waitMs = 200;

/**
 * Seals the documents that an earlier edition stored in the open. Piece by piece, so that it goes on where it was
 * interrupted; several processes share the work.
 * @param onProgress told how many are done, of how many
 */
export async function sealOldRows(
  parts: Parts,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const total = await parts.rows.waiting();
  if (total === null) return;
  for (let left: number | null = total; left !== null; left = await parts.rows.waiting()) {
    onProgress(Math.max(total - left, 0), total);
    if (left === 0) await parts.rows.drop();
    else if ((await parts.rows.movePiece((piece) => sealPiece(parts, piece))) === 0)
      await delay(waitMs);
  }
}

const sealPiece = (parts: Parts, documents: readonly UnsealedDocument[]) =>
  Promise.all(documents.map((document) => sealDocument(parts, document)));

async function sealDocument(parts: Parts, document: UnsealedDocument): Promise<SealedRow> {
  const { id } = document;
  const key = newDocumentKey();
  const stored = document.copies.map((copy) => ({ copy, sdJwt: readStored(id, copy) }));
  const copies = await Promise.all(
    stored.map(async ({ copy: { stream, seq, place, jwt }, sdJwt }) => ({
      stream,
      seq,
      header: (await parts.headers.ofText(sdJwt.header)).id,
      leaf: hashLeaf(jwt),
      content: sealContent(key, { document: id, place }, packContent(sdJwt)),
    })),
  );
  const [wrappedKey] = await parts.keys.wrap(document.authority, [key]);
  if (wrappedKey === undefined) throw new Error("the key was not wrapped");
  key.fill(0);
  const [first] = stored;
  return { id, copies, wrappedKey, nameKey: first ? nameOf(parts, document, first.sdJwt) : null };
}

function readStored(document: DocumentId, { jwt, disclosures }: UnsealedCopy): StoredSdJwt {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  const stored = {
    header,
    payload: Buffer.from(payload, "base64url"),
    signature: Buffer.from(signature, "base64url"),
    disclosures: disclosures.map((text) => Buffer.from(text, "base64url")),
  };
  const text = [jwt, ...disclosures, ""].join("~");
  if (toJwt(stored) === jwt && toSdJwt(stored) === text) return stored;
  throw new StartError("data.damaged", "A stored document is not what this program wrote.", {
    document,
  });
}

/** The digest of its name, under the secret of its other digests. */
function nameOf(
  { types, digests }: Parts,
  { documentType, generation }: UnsealedDocument,
  sdJwt: StoredSdJwt,
): Buffer | null {
  const type = findType(types, documentType);
  if (type === null) return null;
  const claims = givenClaims(type, readSdJwt(sdJwt).claims);
  return digests.under(generation, type, claims, null)?.nameKey ?? null;
}
