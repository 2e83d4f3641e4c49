import { SelloError } from "@sello/sdk";
import {
  answersProof,
  type MadeRequest,
  makeProofRequest,
  openAnswer,
  toRequestLink,
} from "@sello/sdk/request";
import { drawQr } from "../../ui/drawQr.ts";
import { element } from "../../ui/element.ts";
import type { AnswerDesk } from "../AnswerDesk.ts";
import type { PageTexts } from "../PageTexts.ts";
import { fetchAnswer, fetchTypes, ServiceSilent, sendRequest } from "./askService.ts";
import { toProof, toQuestions, type Wanted } from "./questions.ts";
import { renderForm } from "./renderForm.ts";
import type { AskWords } from "./words/AskWords.ts";
import { loadAskWords } from "./words/loadAskWords.ts";

export type AskingParts = {
  readonly place: HTMLElement;
  readonly answers: Pick<AnswerDesk, "takeAnswer" | "refuse">;
  readonly texts: PageTexts;
  /** Origin of the service. */
  readonly server: string;
};

const pollMs = 2_000;

/** Loads what can be asked, and shows the form. */
export async function openAsking(parts: AskingParts): Promise<void> {
  const words = await loadAskWords(parts.texts.language);
  await new Asking(parts, words).choose();
}

/** Somebody asks for a proof: they choose questions, show a code, and wait for the answer. */
class Asking {
  readonly #parts: AskingParts;
  readonly #words: AskWords;
  /** Another request takes the place of one that waits. */
  #turn = 0;

  constructor(parts: AskingParts, words: AskWords) {
    this.#parts = parts;
    this.#words = words;
  }

  async choose(): Promise<void> {
    this.#turn += 1;
    this.#show(element("p", { role: "status" }, this.#words.loading));
    await this.#orSay(
      async () => {
        const questions = toQuestions(await fetchTypes(), this.#parts.texts.language);
        const { form, refuse } = renderForm(questions, this.#words, (name, wanted) => {
          const fault = this.#faultOf(name, wanted);
          if (fault === null) void this.#ask(name, wanted);
          else refuse(fault);
        });
        this.#show(form);
        form.querySelector("input")?.focus({ preventScroll: true });
      },
      () => this.choose(),
    );
  }

  #faultOf(name: string, wanted: readonly Wanted[]): string | null {
    if (name === "") return this.#words.nameMissing;
    if (wanted.length === 0) return this.#words.nothing;
    return toProof(wanted) === null ? this.#words.together : null;
  }

  async #ask(name: string, wanted: readonly Wanted[]): Promise<void> {
    const proof = toProof(wanted);
    if (proof === null) return;
    await this.#orSay(
      async () => {
        const made = await makeProofRequest(this.#parts.server, name, proof);
        await sendRequest(made);
        this.#showCode(made);
        await this.#wait(made);
      },
      () => this.#ask(name, wanted),
    );
  }

  #showCode({ link }: MadeRequest): void {
    const href = toRequestLink(this.#parts.server, link);
    this.#show(
      element("p", {}, this.#words.scan),
      drawCode(href, this.#words.code),
      element("p", { class: "request-link" }, element("a", { href }, this.#words.link)),
      element("p", { role: "status" }, this.#words.waiting),
      this.#button(this.#words.cancel, () => this.choose()),
    );
  }

  async #wait(made: MadeRequest): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      if (turn !== this.#turn) return;
      const answer = await fetchAnswer(made).catch(unlessSilent);
      if (turn !== this.#turn) return;
      if (answer === null) continue;
      this.#show(
        element(
          "p",
          { role: "status" },
          answer === "over" ? this.#words.over : this.#words.answered,
        ),
        this.#button(this.#words.cancel, () => this.choose()),
      );
      return answer === "over" ? undefined : this.#judge(made, answer);
    }
  }

  /** RFC 9901 §7.3: for this audience and this nonce, or it is not an answer. */
  async #judge({ request, privateKey }: MadeRequest, answer: string): Promise<void> {
    const { answers } = this.#parts;
    const file = await openAnswer(privateKey, answer).catch((error: unknown) => {
      if (error instanceof SelloError) return null;
      throw error;
    });
    if (file === null) return answers.refuse(this.#words.unreadable);
    const { audience, nonce, proof } = request;
    await answers.takeAnswer(file, {
      policy: { keyBinding: { required: true, audience, nonce } },
      isAnswer: ({ type, claims }) => answersProof(proof, { vct: type.vct, claims }),
      otherwise: this.#words.notAsked,
    });
  }

  async #orSay(work: () => Promise<void>, again: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ServiceSilent)) throw error;
      this.#show(
        element("p", { role: "alert", class: "notice" }, this.#words.unreachable),
        this.#button(this.#words.again, again),
      );
    }
  }

  #button(text: string, act: () => Promise<void>): HTMLElement {
    const button = element("button", { type: "button", class: "quiet" }, text);
    button.addEventListener("click", () => void act());
    return element("p", { class: "acts" }, button);
  }

  #show(...shown: readonly HTMLElement[]): void {
    this.#parts.place.replaceChildren(...shown);
  }
}

/** A line that fails for a moment does not end the waiting. */
function unlessSilent(error: unknown): null {
  if (error instanceof ServiceSilent) return null;
  throw error;
}

/** Dark on white, in dark mode too: not every reader takes it the other way round. */
function drawCode(text: string, title: string): HTMLElement {
  const code = element("div", { class: "request-code" });
  code.append(drawQr(text, title));
  return code;
}
