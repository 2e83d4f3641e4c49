import type { Output } from "@sello/api/client";
import { CardPicture } from "../../ui/card/CardPicture.tsx";
import { fill } from "../../ui/fill.ts";
import { useWords } from "../words/useWords.ts";

type Document = Pick<Output<"listMyDocuments">["documents"][number], "type" | "authority">;
type Claims = NonNullable<Output<"listMyDocuments">["documents"][number]["face"]>;

type Props = {
  readonly document: Document;
  /** Null: they stay hidden. */
  readonly claims: Claims | null;
};

/** The picture of one's own document; of hidden claims it shows that there are some. */
export function ResidentCard({ document: { type, authority }, claims }: Props) {
  const { words, language } = useWords();
  const shown = claims ?? [];
  const face = claims === null ? [] : type.card.face;
  return (
    <CardPicture
      type={{
        title: type.title,
        card: { ...type.card, face },
        claims: Object.fromEntries(shown.map(({ name, title }) => [name, { title }])),
      }}
      claims={Object.fromEntries(
        shown.map(({ name, value, words: said }) => [name, said?.[language] ?? value]),
      )}
      issuer={authority.name[language]}
      language={language}
      label={fill(words.documents.picture, { title: type.title[language] })}
      photoLabel={words.documents.photo}
      hidden={claims === null ? words.documents.hidden : undefined}
    />
  );
}
