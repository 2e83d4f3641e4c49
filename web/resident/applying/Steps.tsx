import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

type Step = Output<"getMyApplication">["steps"][number];

/** Nobody withdrew it: it was closed, for there was no answer. */
const isLapse = (step: Step["step"], by: Step["by"]): boolean =>
  step === "withdrawn" && by !== "applicant";

/** What happened, in order; a step that is taken while one looks is said. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const { words, language } = useWords();
  const texts = words.applying;
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">{texts.steps}</h2>
      <ol className="steps" aria-live="polite">
        {steps.map(({ number, at, step, by, missing, words: said }) => (
          <li key={number}>
            <p>
              {isLapse(step, by) ? texts.lapsed : texts.step[step]}
              {by === "applicant" ? null : <span className="hint"> {texts.by[by]}</span>}
            </p>
            <p className="hint">
              <time dateTime={new Date(at * 1000).toISOString()}>{toMoment(at, language)}</time>
            </p>
            {missing === null ? null : (
              <p>
                {fill(texts.missing, {
                  names: missing
                    .map(({ title }) => title[language])
                    .join(words.sharing.listSeparator),
                })}
              </p>
            )}
            {said === null ? null : (
              <blockquote>
                <bdi>{said}</bdi>
              </blockquote>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
