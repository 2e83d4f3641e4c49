import { SelloError, type Verdict } from "@sello/sdk";
import {
  type AskedProof,
  answersProof,
  type MadeRequest,
  makeProofRequest,
  openAnswer,
  toRequestLink,
  withSignature,
} from "@sello/sdk/request";
import { drawQr } from "../ui/drawQr.ts";
import { fetchAnswer, ServiceSilent, sendRequest } from "../verifier/ask/askService.ts";
import { NotAskable, toProof } from "./toProof.ts";
import type { EmbedWords } from "./words/EmbedWords.ts";

/** What the page says of a request. */
export type Asked = {
  readonly server: string;
  readonly name: string;
  readonly claims: string;
  readonly types: string;
  readonly proof: AskedProof | null;
  readonly sign: ((request: string) => Promise<string>) | null;
  readonly codeTitle: string;
};

/** What came of it, as the page is told. */
export type Ended = {
  readonly said: keyof EmbedWords;
  readonly name: "sello-answer" | "sello-refused" | "sello-failed";
  readonly detail: Readonly<Record<string, unknown>>;
};

export type AskingEvents = {
  shown(link: string, code: SVGElement): void;
  checking(): void;
  ended(what: Ended): void;
};

const pollMs = 2_000;

/** One request, from its making to its end. */
export class Asking {
  readonly #asked: Asked;
  #isStopped = false;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async run(events: AskingEvents): Promise<void> {
    const ended = await this.#ask(events).catch(toFailure);
    if (ended !== null && !this.#isStopped) events.ended(ended);
  }

  /** Null: it was given up. */
  async #ask(events: AskingEvents): Promise<Ended | null> {
    const { server, name, codeTitle } = this.#asked;
    const proof = this.#asked.proof ?? (await toProof(this.#asked));
    const made = await this.#sign(await makeProofRequest(server, name, proof));
    await sendRequest(made, server);
    if (this.#isStopped) return null;
    const link = toRequestLink(server, made.link);
    events.shown(link, drawQr(link, codeTitle));
    const answer = await this.#wait(made);
    if (answer === null) return null;
    if (answer === "over") return { said: "over", name: "sello-failed", detail: { code: "over" } };
    events.checking();
    return judgeAnswer(made, answer, server);
  }

  async #sign(made: MadeRequest): Promise<MadeRequest> {
    const { sign } = this.#asked;
    return sign === null ? made : withSignature(made, await sign(made.text));
  }

  /** Null: it was given up. */
  async #wait(made: MadeRequest): Promise<string | null> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      if (this.#isStopped) return null;
      const answer = await fetchAnswer(made, this.#asked.server).catch(unlessSilent);
      if (answer !== null) return answer;
    }
  }
}

/** RFC 9901 §7.3: for this audience and this nonce, or it is not an answer. */
async function judgeAnswer(made: MadeRequest, answer: string, server: string): Promise<Ended> {
  const { audience, nonce, proof } = made.request;
  const file = await openAnswer(made.privateKey, answer);
  const { judgeFile } = await import("./judgeFile.ts");
  const verdict = await judgeFile(server, file, { required: true, audience, nonce });
  const { outcome, document } = verdict;
  // For a server of the shop's, which does not have to believe a browser.
  const evidence = { file, audience, nonce, codes: codesOf(verdict) };
  if (outcome !== "valid" || document === undefined)
    return {
      said: outcome === "valid" ? "unknown" : outcome,
      name: "sello-refused",
      detail: { outcome, ...evidence },
    };
  const { claims, type, issuer } = document;
  if (!answersProof(proof, { vct: type.vct, claims }))
    return { said: "other", name: "sello-refused", detail: { outcome: "other", ...evidence } };
  const detail = { type: type.vct, issuer: issuer.iss, claims, ...evidence };
  return { said: "done", name: "sello-answer", detail };
}

const codesOf = ({ checks }: Verdict): readonly string[] => checks.map(({ code }) => code);

function toFailure(error: unknown): Ended {
  const name = "sello-failed";
  if (error instanceof ServiceSilent)
    return { said: "unreachable", name, detail: { code: "unreachable" } };
  if (error instanceof NotAskable) return { said: "failed", name, detail: { code: error.code } };
  if (error instanceof SelloError)
    return { said: "other", name: "sello-refused", detail: { outcome: "other", code: error.code } };
  return { said: "failed", name, detail: { code: "failed", error } };
}

/** A line that fails for a moment does not end the waiting. */
function unlessSilent(error: unknown): null {
  if (error instanceof ServiceSilent) return null;
  throw error;
}
