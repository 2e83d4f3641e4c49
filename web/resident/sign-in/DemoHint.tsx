import { useAnswer } from "../api/useAnswer.ts";
import { useWords } from "../words/useWords.ts";
import { askDemoNumbers, demoOutbox, isDemo } from "./demoNumbers.ts";
import type { Start } from "./NumberForm.tsx";

type Props = {
  /** Puts a number into the form; without it, the codes alone are named. */
  readonly choose?: (start: Start) => void;
};

/** In a demo: whom one may try, and where the codes are, since no message is sent. */
export const DemoHint = (props: Props) => (isDemo() ? <Hint {...props} /> : null);

function Hint({ choose }: Props) {
  const { words, language } = useWords();
  const { content } = useAnswer("demo", askDemoNumbers);
  const { demoTitle, demoLead, demoTry, demoCodes } = words.signIn;
  return (
    <aside className="panel demo" aria-label={demoTitle}>
      <p>
        <strong>{demoTitle}</strong> {demoLead}
      </p>
      {choose ? (
        <>
          <p>{demoTry}</p>
          <ul className="entries">
            {(content ?? []).map(({ name, phone, idNumber }) => (
              <li key={idNumber}>
                {name}
                <span className="acts">
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => choose({ way: "phone", number: phone })}
                  >
                    {phone}
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => choose({ way: "id-card", number: idNumber })}
                  >
                    {idNumber}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <a href={`${demoOutbox}?lang=${language}`} target="_blank" rel="noreferrer">
        {demoCodes}
      </a>
    </aside>
  );
}
