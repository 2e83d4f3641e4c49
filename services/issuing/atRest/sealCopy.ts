import type { DocumentId } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import type { StatusPlace } from "../../status/StatusPlaces.ts";
import type { CopyDraft } from "../DocumentDraft.ts";
import type { UnsignedSdJwt } from "../draftSdJwt.ts";
import { packContent } from "./copyContent.ts";
import { sealContent } from "./sealedContent.ts";

/** A signed copy as it is stored: its leaf in the open, what it says sealed with the document's key. */
export function sealCopy(
  { document, key }: { readonly document: DocumentId; readonly key: Buffer },
  place: StatusPlace,
  header: number,
  { payload, disclosures, signingInput }: UnsignedSdJwt,
  signed: Uint8Array,
): CopyDraft {
  const signature = Buffer.from(signed.buffer, signed.byteOffset, signed.length);
  const content = packContent({ payload, signature, disclosures });
  return {
    header,
    leaf: hashLeaf(`${signingInput}.${signature.toString("base64url")}`),
    content: sealContent(key, { document, place }, content),
    place,
  };
}
