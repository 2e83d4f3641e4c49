import { element } from "../../ui/element.ts";
import type { Question, Wanted } from "./questions.ts";
import type { AskWords } from "./words/AskWords.ts";

export type AskForm = {
  readonly form: HTMLElement;
  /** Says what is missing. */
  readonly refuse: (text: string) => void;
};

const anyValue = "*";
/** As the sdk's `proofRequestNameMax`. */
const nameCharacters = 100;

/** The form in which somebody chooses what to ask. */
export function renderForm(
  questions: readonly Question[],
  words: AskWords,
  submitted: (name: string, wanted: readonly Wanted[]) => void,
): AskForm {
  const name = element("input", {
    ...{
      id: "asker",
      type: "text",
      maxlength: String(nameCharacters),
      autocomplete: "organization",
    },
    "aria-describedby": "asker-hint",
  }) as HTMLInputElement;
  const fields = questions.map((question, at) => toField(question, `ask-${at}`, words));
  const missing = element("p", { class: "said", role: "alert" });
  const of = (kind: Question["kind"]) =>
    fields.filter(({ question }) => question.kind === kind).map(({ row }) => row);
  const form = element(
    "form",
    { class: "ask", novalidate: "" },
    element("p", {}, words.intro),
    element("label", { for: "asker" }, words.name),
    name,
    element("p", { class: "hint", id: "asker-hint" }, words.nameHint),
    element("fieldset", {}, element("legend", {}, words.questions), ...of("yes")),
    element("fieldset", {}, element("legend", {}, words.choices), ...of("choice")),
    element("div", { class: "row" }, element("button", { type: "submit" }, words.make), missing),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    missing.replaceChildren();
    const wanted = fields.flatMap(({ question, value }) => {
      const chosen = value();
      return chosen === undefined ? [] : [{ question, value: chosen }];
    });
    submitted(name.value.trim(), wanted);
  });
  return {
    form,
    refuse: (text) => {
      missing.textContent = text;
    },
  };
}

type Field = {
  readonly question: Question;
  readonly row: HTMLElement;
  /** Undefined: not asked. */
  readonly value: () => Wanted["value"] | undefined;
};

function toField(question: Question, id: string, words: AskWords): Field {
  const label = element("label", { for: id }, question.title);
  if (question.kind === "yes") {
    const box = element("input", { id, type: "checkbox" }) as HTMLInputElement;
    const row = element("div", { class: "question" }, box, label);
    return { question, row, value: () => (box.checked ? true : undefined) };
  }
  const option = (value: string, text: string) => element("option", { value }, text);
  const select = element(
    "select",
    { id },
    option("", words.dontAsk),
    option(anyValue, words.anyValue),
    ...question.choices.map(({ value, label: text }) => option(value, text)),
  ) as HTMLSelectElement;
  const value = () => {
    if (select.value === "") return undefined;
    return select.value === anyValue ? null : select.value;
  };
  return { question, row: element("div", { class: "question" }, label, select), value };
}
