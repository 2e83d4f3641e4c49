import { type DemoResident, demoResidents, type ResidentDocument } from "./residentPeople.ts";

/** The offices of the demo city, as far as its residents need them. */
export interface ResidentOffices {
  /** Issues a document, or finds the one that was issued. The id of it. */
  issue(document: ResidentDocument, idNumber: string): Promise<string>;
  /** Asks that it be revoked; nothing if it is. */
  revoke(office: string, id: string): Promise<void>;
  registerPhone(idNumber: string, phone: string): Promise<void>;
  /** Writes down that a parent acts for a child, unless it was written down before. */
  makeParent(parent: string, child: string): Promise<void>;
}

/** The residents of the demo. Each gets their documents when their number is first used. */
export class DemoResidents {
  readonly #offices: ResidentOffices;
  readonly #made = new Map<DemoResident, Promise<void>>();

  readonly #onAsked: () => void;

  /** @param onAsked called whenever somebody begins to sign in */
  constructor(offices: ResidentOffices, onAsked: () => void) {
    this.#offices = offices;
    this.#onAsked = onAsked;
  }

  /** Nothing for a number that is no demo resident's. @param number an ID number, or a phone in E.164 */
  async prepare(number: string): Promise<void> {
    this.#onAsked();
    const found = demoResidents.find((each) => each.idNumber === number || each.phone === number);
    if (found === undefined) return;
    let made = this.#made.get(found);
    if (made === undefined) {
      made = this.#make(found);
      this.#made.set(found, made);
      // What failed is tried again by the next one who asks.
      made.catch(() => this.#made.delete(found));
    }
    await made;
  }

  async #make({ idNumber, phone, documents, children = [] }: DemoResident): Promise<void> {
    for (const document of documents) {
      const id = await this.#offices.issue(document, idNumber);
      if (document.isRevoked) await this.#offices.revoke(document.office, id);
    }
    await this.#offices.registerPhone(idNumber, phone);
    for (const child of children) {
      await this.prepare(child);
      await this.#offices.makeParent(idNumber, child);
    }
  }
}
