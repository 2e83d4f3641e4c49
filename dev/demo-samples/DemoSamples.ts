import { setTimeout } from "node:timers/promises";
import type { JsonObject } from "@sello/sdk";
import { formatSelloFile, fromBase64url, parseSelloFile, toBase64url } from "@sello/sdk";
import type { SampleKind } from "../../services/http/demoSamplePaths.ts";
import { Unavailable } from "../../services/platform/errors.ts";
import { limits } from "../../services/platform/limits.ts";

/** The library of the demo city, as far as samples need it. */
export interface SampleOffice {
  /** Issues a library card, or finds the one that was issued with this number. The id of it. */
  issue(claims: JsonObject): Promise<string>;
  /** Asks that a card be revoked; nothing if it is. */
  revoke(id: string): Promise<void>;
  /** The `.sello` file of a card; null as long as it is not in the log, or its revocation not on the chain. */
  file(id: string, isRevoked: boolean): Promise<string | null>;
}

const card = (name: string, number: string): JsonObject => ({
  name,
  card_number: number,
  home_library: "深圳图书馆",
  birth_date: "1990-05-01",
  loans_max: 5,
  joined: "2026-01-15",
});

const valid = card("样例甲", "0440888000001");
const revoked = card("样例乙", "0440888000002");

/** Documents to try the page with. Each is made when it is first asked for, by the demo's own library. */
export class DemoSamples {
  readonly #office: SampleOffice;
  readonly #made = new Map<SampleKind, Promise<string>>();

  constructor(office: SampleOffice) {
    this.#office = office;
  }

  /** A `.sello` file. Not in the log in time: `Unavailable` `demo_sample.pending`. */
  async file(kind: SampleKind): Promise<string> {
    let made = this.#made.get(kind);
    if (made === undefined) {
      made = kind === "altered" ? this.file("valid").then(alter) : this.#make(kind === "revoked");
      this.#made.set(kind, made);
      // What failed is tried again by the next one who asks.
      made.catch(() => this.#made.delete(kind));
    }
    return made;
  }

  async #make(isRevoked: boolean): Promise<string> {
    const id = await this.#office.issue(isRevoked ? revoked : valid);
    if (isRevoked) await this.#office.revoke(id);
    const end = Date.now() + limits.demoSampleMs;
    while (Date.now() < end) {
      const file = await this.#office.file(id, isRevoked);
      if (file !== null) return file;
      await setTimeout(250);
    }
    throw new Unavailable("demo_sample.pending", "The sample is not in the log yet. Ask again.");
  }
}

/** A card that somebody has given ten more years: the issuer's signature does not fit any more. */
function alter(file: string): string {
  const { document, ...rest } = parseSelloFile(file);
  const [head = "", payload = "", ...others] = document.split(".");
  const content = JSON.parse(Buffer.from(fromBase64url(payload)).toString()) as { exp?: number };
  const later = { ...content, exp: (content.exp ?? 1_800_000_000) + 10 * 365 * 86_400 };
  const altered = toBase64url(Buffer.from(JSON.stringify(later)));
  return formatSelloFile({ ...rest, document: [head, altered, ...others].join(".") });
}
