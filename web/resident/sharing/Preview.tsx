import type { Output } from "@sello/api/client";
import { describeMandate } from "@sello/sdk";
import { useEffect, useState } from "react";
import { Photo } from "../../ui/card/Photo.tsx";
import { fill } from "../../ui/fill.ts";
import type { Kept } from "../device/kept.ts";
import { shownText } from "../document/shownText.ts";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { preview, type Seen } from "./showCopy.ts";

type Detail = Output<"getMyDocument">;

/** By which days are counted where it is shown. */
const cityTimeZone = "Asia/Shanghai";

type Props = {
  readonly document: Detail;
  readonly kept: Kept;
  /** Paths to what is chosen. */
  readonly claims: readonly (readonly string[])[];
};

/** What somebody else will see: read from what would be sent, with the code that reads it there. */
export function Preview({ document, kept, claims }: Props) {
  const { words } = useWords();
  const [seen, see] = useState<Seen | null>(null);
  const sdJwt = kept.copies[0]?.sdJwt ?? "";
  const chosen = JSON.stringify(claims);
  useEffect(() => {
    let isGone = false;
    void preview(sdJwt, JSON.parse(chosen)).then((shown) => {
      if (!isGone) see(shown);
    });
    return () => {
      isGone = true;
    };
  }, [sdJwt, chosen]);
  return (
    <section className="panel preview" aria-labelledby="preview-title" aria-live="polite">
      <h2 id="preview-title">{words.sharing.preview}</h2>
      {seen === null ? null : <Shown document={document} seen={seen} />}
    </section>
  );
}

function Shown({ document, seen }: { readonly document: Detail; readonly seen: Seen }) {
  const { words, language } = useWords();
  const { type, authority, issuedAt, expiresAt, claims } = document;
  const unseen = claims.filter(({ name }) => !Object.hasOwn(seen.claims, name));
  return (
    <>
      <p>
        <strong>{type.title[language]}</strong>
      </p>
      <dl className="facts">
        <Fact title={words.document.issuer} text={authority.name[language]} />
        {Object.entries(seen.claims).map(([name, value]) => (
          <SeenClaim key={name} document={document} name={name} value={value} />
        ))}
        <Fact title={words.document.issued} text={toDay(issuedAt, language)} />
        {/* A copy for another ends earlier, as it says. */}
        {expiresAt === null || seen.mandate !== null ? null : (
          <Fact title={words.document.expires} text={toDay(expiresAt, language)} />
        )}
        {seen.mandate === null ? null : (
          <Fact
            title={words.mandates.shownAs}
            text={describeMandate(seen.mandate, language, cityTimeZone)}
          />
        )}
      </dl>
      {unseen.length === 0 ? null : (
        <p className="hint">
          {fill(words.sharing.unseen, {
            names: unseen.map(({ title }) => title[language]).join(words.sharing.listSeparator),
          })}
        </p>
      )}
    </>
  );
}

type ClaimProps = { readonly document: Detail; readonly name: string; readonly value: unknown };

function SeenClaim({ document, name, value }: ClaimProps) {
  const { words, language } = useWords();
  const known = document.claims.find((claim) => claim.name === name);
  const title = known?.title[language] ?? name;
  if (name === "photo" && typeof value === "string")
    return (
      <div>
        <dt>{title}</dt>
        <dd>
          <Photo base64={value} label={words.documents.photo} />
        </dd>
      </div>
    );
  const text = shownText({ name, value, words: known?.words ?? null }, language);
  return <Fact title={title} text={text} />;
}

const Fact = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <div>
    <dt>
      <bdi>{title}</bdi>
    </dt>
    <dd>
      <bdi>{text}</bdi>
    </dd>
  </div>
);
