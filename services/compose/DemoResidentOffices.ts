import type { DocumentId } from "@sello/sdk";
import type { ResidentOffices } from "../../dev/demo-residents/DemoResidents.ts";
import type { ResidentDocument } from "../../dev/demo-residents/residentPeople.ts";
import type { PgRegisteredPhones } from "../accounts/residents/registered/PgRegisteredPhones.ts";
import type { Transactor } from "../platform/database/Transaction.ts";
import { Conflict } from "../platform/errors.ts";
import type { MandateDesk } from "../wallet/mandates/MandateDesk.ts";
import type { PgMandates } from "../wallet/mandates/PgMandates.ts";
import type { Services } from "./Services.ts";

type Parts = Pick<Services, "issuing" | "statuses" | "registry"> & {
  readonly database: Transactor;
  readonly phones: Pick<PgRegisteredPhones, "set">;
  readonly mandates: Pick<MandateDesk, "write">;
  readonly made: Pick<PgMandates, "ofPerson">;
};

const officer = "demo:residents";
const register = "population-administration";

/** The demo's offices issue what its residents have, as officers of them would. */
export class DemoResidentOffices implements ResidentOffices {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async issue(document: ResidentDocument, idNumber: string): Promise<string> {
    const { issuing, registry } = this.#parts;
    const { office, type, claims, isGivenPerson } = document;
    const { id: authority } = await registry.bySlug(office);
    const person = isGivenPerson ? { person: idNumber } : {};
    try {
      return (await issuing.issue({ authority, type, claims, ...person })).document.id;
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
    await statuses.act({ documents, action: "revoke", reason: "lost", actingAuthority, officer });
  }

  async registerPhone(idNumber: string, phone: string): Promise<void> {
    const { database, phones, registry } = this.#parts;
    const { id } = await registry.bySlug(register);
    await database.transaction((tx) => phones.set(tx, { idNumber, phone }, id));
  }

  async makeParent(parent: string, child: string): Promise<void> {
    const { mandates, made, registry } = this.#parts;
    // One that somebody ended stays ended.
    if ((await made.ofPerson(child)).some(({ delegate }) => delegate === parent)) return;
    const { id } = await registry.bySlug(register);
    await mandates.write(
      {
        ...{ principal: child, delegate: parent, relation: "parent" },
        ...{ types: null, purpose: null, lastDay: undefined },
      },
      id,
      officer,
      officer,
    );
  }
}
