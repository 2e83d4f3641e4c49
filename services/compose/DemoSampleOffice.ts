import { type DocumentId, formatSelloFile, type JsonObject } from "@sello/sdk";
import type { SampleOffice } from "../../dev/demo-samples/DemoSamples.ts";
import { Conflict, NotFound } from "../platform/errors.ts";
import type { Services } from "./Services.ts";

const library = "shenzhen-library";
const officer = "demo:samples";

type Parts = Pick<Services, "issuing" | "statuses" | "documents" | "proofs" | "registry">;

/** The demo's library issues what is to be tried, as an officer of it would. */
export class DemoSampleOffice implements SampleOffice {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async issue(claims: JsonObject): Promise<string> {
    const { issuing, registry } = this.#parts;
    const { id: authority } = await registry.bySlug(library);
    try {
      const issued = await issuing.issue({ authority, type: "library-card", claims });
      return issued.document.id;
    } catch (error) {
      // An earlier start made it.
      if (error instanceof Conflict && typeof error.data.document === "string")
        return error.data.document;
      throw error;
    }
  }

  async revoke(id: string): Promise<void> {
    const { statuses, registry } = this.#parts;
    const { id: actingAuthority } = await registry.bySlug(library);
    const documents = [id as DocumentId];
    await statuses.act({ documents, action: "revoke", reason: "lost", actingAuthority, officer });
  }

  async file(id: string, isRevoked: boolean): Promise<string | null> {
    const { documents, proofs } = this.#parts;
    const { status } = await documents.get(id as DocumentId);
    if (isRevoked && !(status.value === "revoked" && status.effective)) return null;
    try {
      const proof = await proofs.proofForDocument(id as DocumentId);
      return formatSelloFile({ document: await documents.sdJwt(id as DocumentId), proof });
    } catch (error) {
      if (error instanceof NotFound && error.code === "proof.pending") return null;
      throw error;
    }
  }
}
