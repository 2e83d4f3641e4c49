import { languages, toBase64url } from "@sello/sdk";
import { openShare, type ShareError, type ShareSecret } from "@sello/sdk/share";
import { element } from "../ui/element.ts";
import type { AnswerDesk } from "../verifier/AnswerDesk.ts";
import { lookAtShare, type Refusal, ShareRefused, takeShare } from "./askForShare.ts";
import { renderTerms, type TermsTexts } from "./renderTerms.ts";

export type ShareDeskParts = {
  /** Where the page says what is at the link. */
  readonly place: HTMLElement;
  readonly answers: Pick<AnswerDesk, "takeBytes">;
  readonly texts: TermsTexts;
};

const ofErrors: Readonly<Record<ShareError["code"], Refusal>> = {
  "share.malformed-link": "cut",
  "share.other-key": "otherKey",
  "share.altered": "altered",
  "share.unreadable": "unreadable",
  "share.too-large": "unreadable",
};

/** Opens what a link leads to, after a click: what asks for the page by itself, such as a preview, opens nothing. */
export class ShareDesk {
  readonly #parts: ShareDeskParts;
  /** The same for each try on this page, so that a lost answer does not use up a share. */
  readonly #opening = crypto.randomUUID();

  constructor(parts: ShareDeskParts) {
    this.#parts = parts;
  }

  /** @param key null: the link is not whole */
  async offer({ id, key }: { readonly id: string; readonly key: string | null }): Promise<void> {
    if (key === null) return this.#refuse("cut");
    const secret = { id, key };
    this.#say(this.#words.looking);
    await this.#attempt(
      () => this.offer(secret),
      async () => {
        const { once } = await lookAtShare(id).catch((error: unknown) => this.#askWhy(id, error));
        this.#offerOpening(secret, once);
      },
    );
  }

  get #words() {
    return this.#parts.texts.words;
  }

  /** A look says of nothing why it does not open. An opening does, and there is nothing that it could use up. */
  async #askWhy(id: string, error: unknown): Promise<never> {
    const isGone = error instanceof ShareRefused && error.refusal === "unknown";
    if (isGone) await takeShare(id, this.#opening);
    throw error;
  }

  #offerOpening(secret: ShareSecret, once: boolean): void {
    const button = element("button", { type: "button" }, this.#words.open);
    button.addEventListener("click", () => void this.#open(secret));
    this.#show(
      element("p", {}, this.#words.offered),
      once ? element("p", { class: "notice" }, this.#words.once) : null,
      element("p", {}, button),
    );
  }

  #open(secret: ShareSecret): Promise<void> {
    this.#say(this.#words.opening);
    return this.#attempt(
      () => this.#open(secret),
      async () => {
        const { sealed, terms } = await takeShare(secret.id, this.#opening);
        const content = await openShare(secret, sealed, terms);
        leaveNoKey(content);
        this.#show(renderTerms(terms, this.#parts.texts));
        await this.#parts.answers.takeBytes(content);
      },
    );
  }

  async #attempt(again: () => Promise<void>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#refuse(refusalOf(error), again);
    }
  }

  #refuse(refusal: Refusal, again: (() => Promise<void>) | null = null): void {
    const words = this.#words;
    const mayHelp = refusal === "unreachable" || refusal === "busy";
    const button = element("button", { type: "button", class: "quiet" }, words.again);
    button.addEventListener("click", () => void again?.());
    this.#show(
      element(
        "div",
        { class: "verdict unknown", role: "alert", "data-refusal": refusal },
        element("p", {}, element("strong", {}, words[refusal])),
        element("p", { class: "next" }, words[`${refusal}Next`]),
        mayHelp && again ? element("p", { class: "acts" }, button) : null,
      ),
    );
  }

  #say(text: string): void {
    this.#show(element("p", { role: "status" }, text));
  }

  #show(...shown: readonly (HTMLElement | null)[]): void {
    this.#parts.place.replaceChildren(...shown.filter((each) => each !== null));
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof ShareRefused) return error.refusal;
  const code = (error as { code?: unknown }).code;
  return ofErrors[code as ShareError["code"]] ?? "unreadable";
}

/**
 * The key is taken out of the address, so that it does not stay in the history. A language that is chosen now shows what
 * was opened, and does not open it again.
 */
function leaveNoKey(content: Uint8Array): void {
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  const hash = `#document=${toBase64url(content)}`;
  followLanguages((language) => `/?lang=${language}${hash}`);
}

/** Where the page's links to its other languages lead. */
export function followLanguages(to: (language: string) => string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.languages a")) {
    const language = link.hreflang.slice(0, 2);
    if ((languages as readonly string[]).includes(language)) link.href = to(language);
  }
}
