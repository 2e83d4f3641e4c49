import { type NoteSignature, parseNote } from "@sello/sdk/log";
import { ServiceError, Unavailable } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { OfficeDescription } from "./officeFiles.ts";
import { formatSignRequest, type SignRequest } from "./SignRequest.ts";

/** Where an office is. It may move when its process is started again. */
export type OfficeAddress = {
  readonly name: string;
  readonly place: () => Promise<{ readonly url: string; readonly token: string }>;
};

/** Asks one office over HTTP. Every method throws `Unavailable` `trust_signer.away`, and what the office refuses. */
export class HttpTrustSigner {
  readonly name: string;
  readonly #place: OfficeAddress["place"];

  constructor({ name, place }: OfficeAddress) {
    this.name = name;
    this.#place = place;
  }

  async describe(): Promise<OfficeDescription> {
    const said = await this.#ask("/", undefined, limits.trustOfficeLookAnswerMs);
    return JSON.parse(said) as OfficeDescription;
  }

  /** Its signatures under the head's text; nothing of them is verified. */
  async sign(request: SignRequest): Promise<readonly NoteSignature[]> {
    const lines = await this.#ask("/sign-head", formatSignRequest(request));
    return lines === ""
      ? []
      : parseNote(`${request.text}\n${lines}`, 2 * limits.trustSignBytes).signatures;
  }

  /** The note by which the office introduces its next key. */
  successor(oldKey: string, network: string): Promise<string> {
    return this.#ask("/successor", JSON.stringify({ oldKey, network }));
  }

  async #ask(path: string, body?: string, ms: number = limits.trustOfficeMs): Promise<string> {
    const response = await this.#fetch(path, body, ms);
    const text = await response.text().catch(away);
    if (response.ok) return text;
    const { code, message, data } = toProblem(text);
    throw new ServiceError(response.status, code, message, data);
  }

  async #fetch(path: string, body: string | undefined, ms: number): Promise<Response> {
    try {
      const { url, token } = await this.#place();
      const signal = AbortSignal.timeout(ms);
      const headers = { authorization: `Bearer ${token}` };
      const redirect = "error" as const;
      const asked = {
        signal,
        redirect,
        ...(body !== undefined && { method: "POST", body, headers }),
      };
      return await fetch(`${url.replace(/\/+$/, "")}${path}`, asked);
    } catch (error) {
      return away(error);
    }
  }
}

function away(error: unknown): never {
  throw new Unavailable("trust_signer.away", "An office does not answer.", error);
}

function toProblem(text: string) {
  try {
    const { code, message = "", data = {} } = JSON.parse(text);
    if (typeof code === "string") return { code, message: String(message), data };
  } catch {
    // Something else answers there.
  }
  return { code: "trust_signer.away", message: "Something else answers.", data: {} };
}
