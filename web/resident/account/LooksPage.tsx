import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";

type Look = Output<"listMyLooks">["looks"][number];

/** Which office looked at one's data, when, and why. */
export function LooksPage() {
  const { words } = useWords();
  const answer = useAnswer("looks", () => client.listMyLooks());
  return (
    <section className="narrow">
      <AccountHead title={words.looks.title} lead={words.looks.lead} />
      <Loaded answer={answer}>
        {({ looks }) =>
          looks.length === 0 ? (
            <p className="panel">{words.looks.none}</p>
          ) : (
            <>
              <ul className="entries">
                {looks.map((look) => (
                  <li key={look.id}>
                    <LookEntry look={look} />
                  </li>
                ))}
              </ul>
              <p>{words.looks.ask}</p>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function LookEntry({ look: { at, by, what, reason, document } }: { readonly look: Look }) {
  const { words, language } = useWords();
  const done = fill(words.looks[what], {
    document: document?.title[language] ?? words.looks.somewhat,
  });
  return (
    <>
      <p>
        <strong>{by.name[language]}</strong> {done}
      </p>
      {reason === null ? null : (
        <p>{fill(words.looks.reason, { reason: reason.text[language] })}</p>
      )}
      <p className="hint">{toMoment(at, language)}</p>
    </>
  );
}
