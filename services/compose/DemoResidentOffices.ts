import type { ResidentOffices } from "../../dev/demo-residents/DemoResidents.ts";
import type { ResidentDocument } from "../../dev/demo-residents/residentPeople.ts";
import type { PgRegisteredPhones } from "../accounts/residents/registered/PgRegisteredPhones.ts";
import type { Transactor } from "../platform/database/Transaction.ts";
import type { MandateDesk } from "../wallet/mandates/MandateDesk.ts";
import type { PgMandates } from "../wallet/mandates/PgMandates.ts";
import { DemoIssuing } from "./DemoIssuing.ts";
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
  readonly #issuing: DemoIssuing;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#issuing = new DemoIssuing(parts, officer);
  }

  issue(document: ResidentDocument, idNumber: string): Promise<string> {
    const { office, type, claims, isGivenPerson } = document;
    const person = isGivenPerson ? { person: idNumber } : {};
    return this.#issuing.issue(office, { type, claims, ...person });
  }

  revoke(office: string, id: string): Promise<void> {
    return this.#issuing.revoke(office, id);
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
