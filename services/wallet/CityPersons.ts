import type { Persons } from "../accounts/residents/joining/Persons.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import { Erased } from "../issuing/errors.ts";
import { readSdJwt } from "../issuing/readSdJwt.ts";
import type { StoredDocument } from "../issuing/StoredDocument.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { findType } from "../registry/types/findType.ts";
import { identityType } from "../registry/types/identityType.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { PersonDocuments } from "./documents/PersonDocuments.ts";

type Parts = {
  readonly documents: PersonDocuments;
  readonly reader: Pick<DocumentReader, "content" | "hasExpired">;
  readonly statuses: Pick<Statuses, "statusOf">;
  readonly types: Pick<FileDocumentTypes, "byId">;
};

/** What the documents of the city's offices say of a person. */
export class CityPersons implements Persons {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async isKnown(idNumber: string): Promise<boolean> {
    const { documents, statuses, reader } = this.#parts;
    const found = (await documents.all(idNumber)).filter(isIdentity);
    const status = await statuses.statusOf(found.map(({ id }) => id));
    return found.some(
      (each) => status.get(each.id)?.value !== "revoked" && !reader.hasExpired(each),
    );
  }

  async nameOf(idNumber: string): Promise<string | null> {
    const found = await this.#parts.documents.all(idNumber);
    const inOrder = [...found.filter(isIdentity), ...found.filter((each) => !isIdentity(each))];
    for (const document of inOrder) {
      const name = await this.#nameIn(document);
      if (name !== null) return name;
    }
    return null;
  }

  async #nameIn({ id, stream }: StoredDocument): Promise<string | null> {
    const nameClaim = findType(this.#parts.types, stream.documentType)?.nameClaim ?? null;
    if (nameClaim === null) return null;
    try {
      const name = readSdJwt(await this.#parts.reader.content(id)).claims[nameClaim];
      return typeof name === "string" ? name : null;
    } catch (error) {
      if (error instanceof Erased) return null;
      throw error;
    }
  }
}

const isIdentity = ({ stream }: StoredDocument): boolean => stream.typeName === identityType;
