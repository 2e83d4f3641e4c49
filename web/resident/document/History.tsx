import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

type Detail = Output<"getMyDocument">;

const kinds = {
  issued: "historyIssued",
  suspend: "historySuspended",
  reinstate: "historyReinstated",
  revoke: "historyRevoked",
} as const;

/** What happened to a document and those before it, the newest first. */
export function History({ document: { history } }: { readonly document: Pick<Detail, "history"> }) {
  const { words, language } = useWords();
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{words.document.history}</h2>
      <ol className="story">
        {history.map(({ at, what, by, reason, document }) => (
          <li key={`${document} ${what} ${at}`}>
            <span className="hint">{toMoment(at, language)}</span>
            <br />
            {fill(words.document[kinds[what]], { office: by.name[language] })}
            {reason === null
              ? ""
              : ` · ${fill(words.state.why, { reason: reason.text[language] })}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
