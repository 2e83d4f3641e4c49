import { type DocumentId, formatSelloFile, type JsonObject } from "@sello/sdk";
import type { SampleOffice } from "../../dev/demo-samples/DemoSamples.ts";
import { NotFound } from "../platform/errors.ts";
import { DemoIssuing } from "./DemoIssuing.ts";
import type { Services } from "./Services.ts";

const library = "shenzhen-library";

type Parts = Pick<Services, "issuing" | "statuses" | "documents" | "proofs" | "registry">;

/** The demo's library issues what is to be tried, as an officer of it would. */
export class DemoSampleOffice implements SampleOffice {
  readonly #parts: Parts;
  readonly #issuing: DemoIssuing;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#issuing = new DemoIssuing(parts, "demo:samples");
  }

  issue(claims: JsonObject): Promise<string> {
    return this.#issuing.issue(library, { type: "library-card", claims });
  }

  revoke(id: string): Promise<void> {
    return this.#issuing.revoke(library, id);
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
