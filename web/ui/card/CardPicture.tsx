import type { Language, LocalizedText } from "@sello/sdk";
import { languageTags } from "../language.ts";
import { type CardClaim, claimText } from "./claimText.ts";
import { Photo } from "./Photo.tsx";

/** What of a document type its picture needs. */
export type CardType = {
  readonly title: LocalizedText;
  readonly claims: Readonly<Record<string, CardClaim>>;
  readonly card: {
    readonly background: string;
    readonly text: string;
    readonly face: readonly string[];
    readonly photo?: "start" | "end";
  };
};

type Props = {
  readonly type: CardType;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issuer: string;
  readonly language: Language;
  /** What it is, for those who cannot see it. */
  readonly label: string;
  /** What its photograph is. */
  readonly photoLabel: string;
  /** Said in place of claims that stay hidden. */
  readonly hidden?: string | undefined;
};

/** Claims that are below each other; more of them are two in a line. */
const linesMax = 4;
/** What is longer takes a line for itself. */
const longCharacters = 10;

/**
 * The picture of a document: its face, in the type's colours. What it does not say yet is a blank line. It is drawn by
 * React for officers and by Preact for residents, so it uses what both have.
 */
export function CardPicture({ type, claims, issuer, language, label, photoLabel, hidden }: Props) {
  const local = (text: LocalizedText) => text[language];
  const { background, text, face, photo } = type.card;
  return (
    <figure
      className="card"
      lang={languageTags[language]}
      aria-label={label}
      style={{ background, color: text }}
      data-photo={photo}
    >
      <figcaption>
        <span className="card-issuer">{issuer}</span>
        <span className="card-title">{local(type.title)}</span>
      </figcaption>
      <div className="card-body">
        {face.length === 0 ? null : (
          <dl data-dense={face.length > linesMax || undefined}>
            {face.map((claim) => {
              const value = claimText(type, claim, claims[claim], language);
              return (
                <div key={claim} data-long={value.length > longCharacters || undefined}>
                  <dt>{local(type.claims[claim]?.title ?? { zh: claim, es: claim, en: claim })}</dt>
                  <dd>{value || "\u00a0"}</dd>
                </div>
              );
            })}
          </dl>
        )}
        {hidden === undefined ? null : (
          <p className="card-hidden">
            <span aria-hidden="true">••••••••</span> {hidden}
          </p>
        )}
        {photo && hidden === undefined ? <Photo base64={claims.photo} label={photoLabel} /> : null}
      </div>
    </figure>
  );
}
