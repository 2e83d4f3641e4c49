import type { Output } from "@sello/api/client";
import { Photo } from "../../ui/card/Photo.tsx";
import { useWords } from "../words/useWords.ts";
import { shownText } from "./shownText.ts";

type Claim = Output<"getMyDocument">["claims"][number];

/** All that a document says, in the order of its type. What strangers wrote is text, never markup. */
export function Claims({ claims }: { readonly claims: readonly Claim[] }) {
  const { words } = useWords();
  return (
    <section aria-labelledby="says-title">
      <h2 id="says-title">{words.document.says}</h2>
      <dl className="facts">
        {claims.map((claim) => (
          <ClaimLine key={claim.name} claim={claim} />
        ))}
      </dl>
    </section>
  );
}

function ClaimLine({ claim }: { readonly claim: Claim }) {
  const { words, language } = useWords();
  const { name, title, value } = claim;
  return (
    <div>
      <dt>
        <bdi>{title[language]}</bdi>
      </dt>
      <dd>
        {name === "photo" && typeof value === "string" ? (
          <Photo base64={value} label={words.documents.photo} />
        ) : (
          <bdi>{shownText(claim, language)}</bdi>
        )}
      </dd>
    </div>
  );
}
