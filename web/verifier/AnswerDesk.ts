import { type Policy, toCityTime, type Verdict, type VerifiedDocument } from "@sello/sdk";
import type { OnlineVerifier } from "@sello/sdk/online";
import { element } from "../ui/element.ts";
import { fill } from "../ui/fill.ts";
import { saveFile } from "../ui/saveFile.ts";
import { whileLookedAt } from "../ui/whileLookedAt.ts";
import { isolated } from "./answer/renderDocument.ts";
import { renderJudgement } from "./answer/renderJudgement.ts";
import { toJson } from "./answer/toJson.ts";
import { type Judgement, judge, outcomeOf, TrustListChanged } from "./judge.ts";
import type { PageTexts } from "./PageTexts.ts";
import { verifierLimits } from "./verifierLimits.ts";
import type { Given } from "./ways/readDrop.ts";
import { type Link, readLink, toLink } from "./ways/readLink.ts";
import { type NamedBytes, sortFiles } from "./ways/sortFiles.ts";

export type DeskParts = {
  /** Where answers are put. */
  readonly result: HTMLElement;
  /** A live region: what goes on meanwhile. */
  readonly progress: HTMLElement;
  readonly verifier: OnlineVerifier;
  readonly texts: PageTexts;
  /** Origin of the service that served the page. */
  readonly server: string;
  /** Path of the script that reads codes. */
  readonly codeReader: string;
  /** Called after each answer. */
  readonly answered: () => void;
};

/** What an answer to a question has to be. */
export type Question = {
  readonly policy: Policy;
  /** Whether a genuine document says what was asked. */
  readonly isAnswer: (document: VerifiedDocument) => boolean;
  /** Said of one that does not. */
  readonly otherwise: string;
};

/** The answer that is shown, and how it is worked out again. */
type Shown = {
  readonly turn: number;
  /** What it rests on, in codes. */
  readonly said: string;
  readonly judge: () => Promise<Judgement>;
  readonly render: (judgement: Judgement) => HTMLElement;
};

/** Takes what somebody shows, in whatever way it came, and answers. A later question takes the place of an earlier one. */
export class AnswerDesk {
  readonly #parts: DeskParts;
  #turn = 0;
  #shown: Shown | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { answerMs: everyMs, answerForMs: forMs } = verifierLimits;
    whileLookedAt(() => this.#lookAgain(), { everyMs, forMs });
  }

  /** One document, with the file that it seals; or many files, and then a table. */
  async takeFiles(given: Given): Promise<void> {
    if (given.files.length === 0) return this.refuse(this.#words.nothing);
    await this.#answer(async () => {
      if (given.isFolder) return this.#table(given);
      const { documents, originals } = await sortFiles(given.files.map(({ file }) => file));
      if (documents.length > 1 || (documents.length === 1 && originals.length > 1))
        return this.#table(given);
      const [document] = documents;
      if (document !== undefined) return this.#judge(document.bytes, originals[0] ?? null);
      return this.#findCode(given);
    });
  }

  /** What was pasted: a document, or a link to one. */
  async takeText(text: string, files: Given | null = null): Promise<void> {
    await this.#answer(async () => {
      const link = toLink(text);
      if (link !== null) return this.#follow(link);
      const { originals } = await sortFiles((files?.files ?? []).map(({ file }) => file));
      return this.#judge(text, originals[0] ?? null);
    });
  }

  /** What a code says: a document in either form, or a link to one. */
  async takeBytes(bytes: Uint8Array): Promise<void> {
    await this.#answer(() => this.#readCode(bytes));
  }

  /** What somebody answered to a question. A genuine document that says something else is no answer. */
  async takeAnswer(file: string, question: Question): Promise<void> {
    await this.#answer(() => this.#judge(file, null, question));
  }

  /** Says why there is no answer. */
  refuse(text: string, ...more: readonly HTMLElement[]): void {
    this.#turn += 1;
    this.#parts.progress.replaceChildren();
    this.#show(this.#refusal(text, ...more));
  }

  get #words() {
    return this.#parts.texts.words;
  }

  async #answer(work: () => Promise<HTMLElement>): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const { progress, answered } = this.#parts;
    progress.textContent = this.#words.checking;
    const shown = await work().catch((error: unknown) => this.#explain(error, work));
    if (turn !== this.#turn) return;
    progress.replaceChildren();
    this.#show(shown);
    answered();
  }

  /** Focus goes to the answer, so that it is the first thing that is read aloud. */
  #show(shown: HTMLElement): void {
    const { result } = this.#parts;
    result.replaceChildren(shown);
    const answer = shown.querySelector<HTMLElement>("#answer");
    answer?.focus({ preventScroll: true });
    shown.scrollIntoView({ block: answer ? "start" : "nearest" });
  }

  async #judge(
    document: string | Uint8Array,
    original: NamedBytes | null,
    question: Question | null = null,
  ): Promise<HTMLElement> {
    const turn = this.#turn;
    const ask = () => judge(document, original, this.#parts.verifier, question?.policy);
    const again = () => void this.#answer(() => this.#judge(document, original, question));
    const render = (judgement: Judgement) => this.#render(judgement, question, again);
    const judgement = await ask();
    this.#shown = { turn, said: toSaid(judgement), judge: ask, render };
    return render(judgement);
  }

  #render(judgement: Judgement, question: Question | null, again: () => void): HTMLElement {
    const { texts, server } = this.#parts;
    const shown = judgement.verdict.document;
    if (question && judgement.verdict.outcome === "valid" && shown && !question.isAnswer(shown))
      return this.#refusal(question.otherwise);
    return renderJudgement(judgement, texts, {
      again,
      saveJson: () => saveJson(judgement),
      askSince: async () => {
        const { askSince } = await import("./answer/askSince.ts");
        return askSince(judgement, texts, server);
      },
    });
  }

  /** What is shown may have ended since: then the page says so by itself. What could not be asked changes nothing. */
  async #lookAgain(): Promise<void> {
    const shown = this.#shown;
    if (shown === null || shown.turn !== this.#turn) return;
    const judgement = await shown.judge();
    const said = toSaid(judgement);
    const isNew = said !== shown.said && judgement.notRefreshed.length === 0;
    if (!isNew || shown.turn !== this.#turn) return;
    this.#shown = { ...shown, said };
    const { texts, answered } = this.#parts;
    const { asOf, document } = judgement.verdict;
    const time = toCityTime(asOf.verifiedAt, { timeZone: document?.timeZone ?? null });
    const text = fill(texts.words.changed, { time });
    const answer = shown.render(judgement);
    answer.prepend(element("p", { class: "notice", role: "alert" }, isolated(text)));
    this.#show(answer);
    answered();
  }

  async #table(given: Given): Promise<HTMLElement> {
    const { verifier, texts, progress } = this.#parts;
    const { answerFolder } = await import("./folder/answerFolder.ts");
    return answerFolder(given, verifier, texts, (text) => {
      progress.textContent = text;
    });
  }

  /** No document among the files: perhaps one of them is a picture of a code. */
  async #findCode({ files }: Given): Promise<HTMLElement> {
    const picture = files.find(({ file }) => file.type.startsWith("image/"));
    if (picture === undefined) return this.#refusal(this.#words.noDocument);
    const { readPicture } = await import("./ways/readPicture.ts");
    const bytes = await readPicture(picture.file, this.#parts.codeReader);
    return bytes === null ? this.#refusal(this.#words.noCode) : this.#readCode(bytes);
  }

  async #readCode(bytes: Uint8Array): Promise<HTMLElement> {
    const link = toLink(new TextDecoder().decode(bytes));
    return link === null ? this.#judge(bytes, null) : this.#follow(link);
  }

  async #follow(address: URL): Promise<HTMLElement> {
    const link = await readLink(address, this.#parts.server);
    if (link.kind === "document") return this.#judge(link.document, null);
    if (link.kind === "share") {
      window.location.assign(address);
      return element("p", {}, this.#words.opening);
    }
    return this.#refusal(this.#whyNot(link));
  }

  #whyNot(link: Exclude<Link, { kind: "document" | "share" }>): string {
    const { linkElsewhere, linkNothing, linkUnreachable } = this.#words;
    if (link.kind === "elsewhere") return fill(linkElsewhere, { host: link.host });
    return link.kind === "nothing" ? linkNothing : linkUnreachable;
  }

  #refusal(text: string, ...more: readonly HTMLElement[]): HTMLElement {
    const message = element("p", {}, isolated(text));
    return element("div", { class: "verdict unknown", role: "alert" }, message, ...more);
  }

  #explain(error: unknown, work: () => Promise<HTMLElement>): HTMLElement {
    if (error instanceof TrustListChanged)
      return this.#refusal(this.#words.trustListChanged, this.#forgetButton(work));
    const reason = error instanceof Error ? error.message : String(error);
    return this.#refusal(`${this.#words.failed}${reason}`);
  }

  /** A network that was set up again has other signers. A person must decide whether that is the reason. */
  #forgetButton(work: () => Promise<HTMLElement>): HTMLElement {
    const forget = element("button", { type: "button" }, this.#words.forget);
    forget.addEventListener("click", () => {
      void this.#parts.verifier.forget().then(() => this.#answer(work));
    });
    return element("p", {}, forget);
  }
}

const toSaid = (judgement: Judgement): string =>
  [outcomeOf(judgement), ...judgement.verdict.checks.map(({ code }) => code)].join(" ");

function saveJson(judgement: Judgement): void {
  const { outcome }: Pick<Verdict, "outcome"> = judgement.verdict;
  const file = new Blob([toJson(judgement)], { type: "application/json" });
  saveFile(file, `sello-${outcome}.json`);
}
