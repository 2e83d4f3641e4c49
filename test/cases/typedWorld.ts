import { type TrustList, type Verdict, verify } from "@sello/sdk";
import { toTrustedDocumentType } from "../../services/registry/trust/toTrustedDocumentType.ts";
import type { Claims } from "../../services/registry/types/DocumentType.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { publicUrl, World, worldTimes } from "../support/world.ts";

export const types = new FileDocumentTypes({ publicUrl });

/** What a department would be answered, and what would be signed at the world's time of issue. */
export function readClaims(name: string, claims: Claims, version?: number) {
  const type = types.byName(name, version);
  return types.read(type, claims, worldTimes.issued);
}

/** A genuine small city whose trust list has the types that come with the program. */
export class TypedWorld extends World {
  override trustListContent() {
    const content = super.trustListContent();
    const always = { from: worldTimes.begin, until: null };
    return {
      ...content,
      authorities: content.authorities.map((authority) => ({
        ...authority,
        accreditations: [
          ...types.all().map(({ id }) => ({ documentType: id, delegate: true, ...always })),
        ],
      })),
      documentTypes: types.all().map(toTrustedDocumentType),
    };
  }

  /** A document of checked claims, in the log. */
  makeTyped(name: string, claims: Claims, payload: Readonly<Record<string, unknown>> = {}) {
    const type = types.byName(name);
    const complete = types.complete(type, claims, worldTimes.issued);
    return this.make({ type: toTrustedDocumentType(type), claims: complete as never, payload });
  }

  async judge(file: string, trustList?: TrustList, now: number = worldTimes.now): Promise<Verdict> {
    const trusted = trustList ?? (await this.trustList());
    return verify(file, trusted, [await this.statusList()], {}, now);
  }
}
