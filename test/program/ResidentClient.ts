import assert from "node:assert/strict";
import { SoftPasskey } from "../support/SoftPasskey.ts";
import { until, type Waits } from "../support/until.ts";
import { ask, type Fields } from "./OfficerClient.ts";

const base64url = (bytes: Buffer): string => bytes.toString("base64url");

type Message = { readonly id: string; readonly to: string; readonly text: string };

/** The messages of a demo, the newest first. */
export async function outboxOf(url: string): Promise<readonly Message[]> {
  const { body } = await ask(url, "GET", "/demo/outbox", { accept: "application/json" });
  return body.messages;
}

/** Ids of the messages that are there. */
export const messagesOf = async (url: string): Promise<ReadonlySet<string>> =>
  new Set((await outboxOf(url)).map(({ id }) => id));

/** The code that comes to this phone. @param before ids of the messages that were there before it was asked for */
export const codeFor = (
  url: string,
  phone: string,
  before: ReadonlySet<string>,
  bound?: Waits,
): Promise<string> =>
  until(
    async () => {
      const fresh = (await outboxOf(url)).find(({ id, to }) => to === phone && !before.has(id));
      return /\b\d{6}\b/.exec(fresh?.text ?? "")?.[0] ?? null;
    },
    bound,
    `no code came to ${phone}`,
  );

export type Progress = {
  readonly state: string;
  readonly outcome: string | null;
  readonly step: { readonly step: string };
  readonly document: string | null;
};

/** A resident who is signed in to the demo. */
export class ResidentClient {
  readonly #url: string;
  fields: Fields;
  session: { id: string; account: string; level: string; joined: boolean };

  private constructor(url: string, answer: Awaited<ReturnType<typeof ask>>, more: Fields) {
    this.#url = url;
    this.session = answer.body;
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    this.fields = { ...more, cookie, origin: url, "sello-csrf": answer.body.csrfToken };
  }

  /** With the code that the demo's outbox shows for this phone. @param more fields of each request, now and later */
  static async withCode(
    url: string,
    way: { way: "phone"; phone: string } | { way: "id-card"; idNumber: string },
    phone: string,
    more: Fields = {},
  ): Promise<ResidentClient> {
    const fields = { ...more, origin: url };
    const before = await messagesOf(url);
    const begun = await ask(url, "POST", "/v1/resident-sign-ins", fields, way);
    assert.equal(begun.status, 202, JSON.stringify(begun.body));
    const code = await codeFor(url, phone, before);
    const path = `/v1/resident-sign-ins/${begun.body.id}/codes`;
    const signed = await ask(url, "POST", path, fields, { code });
    assert.equal(signed.status, 201, JSON.stringify(signed.body));
    return new ResidentClient(url, signed, more);
  }

  static async withPasskey(
    url: string,
    passkey: SoftPasskey,
    more: Fields = {},
  ): Promise<ResidentClient> {
    const fields = { ...more, origin: url };
    const begun = await ask(url, "POST", "/v1/resident-passkey-sign-ins", fields);
    assert.equal(begun.status, 201, JSON.stringify(begun.body));
    const { challenge, rpId } = begun.body.options;
    const made = passkey.sign({ challenge, origin: url, domain: rpId });
    const response = {
      id: base64url(made.id),
      response: {
        clientDataJSON: base64url(made.clientData),
        authenticatorData: base64url(made.authenticatorData),
        signature: base64url(made.signature),
        userHandle: null,
      },
    };
    const path = `/v1/resident-passkey-sign-ins/${begun.body.id}/assertions`;
    const signed = await ask(url, "POST", path, fields, { response });
    assert.equal(signed.status, 201, JSON.stringify(signed.body));
    return new ResidentClient(url, signed, more);
  }

  /** Asserts the status. @returns the body */
  async ask(status: number, method: string, path: string, body?: unknown, more: Fields = {}) {
    const answer = await ask(this.#url, method, path, { ...this.fields, ...more }, body);
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Each step of an application, as it is told. */
  async *follow(id: string): AsyncGenerator<Progress> {
    const path = `${this.#url}/v1/my/applications/${id}/events`;
    const answer = await fetch(path, { headers: this.fields as Record<string, string> });
    assert.equal(answer.status, 200);
    let text = "";
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString("utf8");
      for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
        if (data !== undefined) yield JSON.parse(data) as Progress;
      }
    }
  }

  async addPasskey(): Promise<SoftPasskey> {
    const passkey = new SoftPasskey();
    const { id, options } = await this.ask(201, "POST", "/v1/my/passkey-registrations");
    const asked = { challenge: options.challenge, origin: this.#url, domain: options.rp.id };
    const made = passkey.create(asked);
    await this.ask(201, "POST", "/v1/my/passkeys", {
      registration: id,
      name: "Test",
      response: {
        id: base64url(passkey.id),
        response: {
          clientDataJSON: base64url(made.clientData),
          authenticatorData: base64url(made.authenticatorData),
        },
      },
    });
    return passkey;
  }
}
