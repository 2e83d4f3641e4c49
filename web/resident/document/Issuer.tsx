import type { Output } from "@sello/api/client";
import { useWords } from "../words/useWords.ts";

type Props = { readonly authority: Output<"getMyDocument">["authority"] };

/** The office, and its place in the tree from the city down to it. */
export function Issuer({ authority }: Props) {
  const { words, language } = useWords();
  const line = [...authority.above].reverse();
  return (
    <section aria-labelledby="issuer-title">
      <h2 id="issuer-title">{words.document.issuer}</h2>
      <ol className="lineage">
        {[...line, authority].map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/authorities/${slug}?lang=${language}`} target="_blank" rel="noreferrer">
              {name[language]}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
