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

/** A claim of many parts, each with its name, is a line a part. */
function Value({ claim }: { readonly claim: Claim }) {
  const { language } = useWords();
  const { value } = claim;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return <bdi>{shownText(claim, language)}</bdi>;
  return (
    <ul className="parts">
      {Object.entries(value).map(([name, part]) => (
        <li key={name}>
          <code>{name}</code> <bdi>{shownText({ name, value: part }, language)}</bdi>
        </li>
      ))}
    </ul>
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
          <Value claim={claim} />
        )}
      </dd>
    </div>
  );
}
