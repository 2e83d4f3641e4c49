import type { DocumentId, JsonObject } from "@sello/sdk";
import { Conflict } from "../platform/errors.ts";
import type { Services } from "./Services.ts";

type Parts = Pick<Services, "issuing" | "statuses" | "registry">;

type Asked = { readonly type: string; readonly claims: JsonObject; readonly person?: string };

/** What the demo's offices do by themselves, as officers of them would. */
export class DemoIssuing {
  readonly #parts: Parts;
  readonly #officer: string;

  /** @param officer who the acts say did it */
  constructor(parts: Parts, officer: string) {
    this.#parts = parts;
    this.#officer = officer;
  }

  /** @returns the document's id; the same for the same record, at a later start too */
  async issue(office: string, asked: Asked): Promise<string> {
    const { issuing, registry } = this.#parts;
    const { id: authority } = await registry.bySlug(office);
    try {
      return (await issuing.issue({ authority, ...asked })).document.id;
    } catch (error) {
      // An earlier start made it.
      if (error instanceof Conflict && typeof error.data.document === "string")
        return error.data.document;
      throw error;
    }
  }

  async revoke(office: string, id: string): Promise<void> {
    const { statuses, registry } = this.#parts;
    const { id: actingAuthority } = await registry.bySlug(office);
    const documents = [id as DocumentId];
    const officer = this.#officer;
    await statuses.act({ documents, action: "revoke", reason: "lost", actingAuthority, officer });
  }
}
