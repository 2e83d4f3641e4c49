import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { home } from "../app/route.ts";
import { forWhom } from "../mandates/forWhom.ts";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import type { Told } from "./describeState.ts";
import { ResidentCard } from "./ResidentCard.tsx";
import { StateMark } from "./StateMark.tsx";

type Props = {
  readonly document: Output<"listMyDocuments">["documents"][number];
  readonly told: Told;
};

/** One document: its picture, and in plain words whether it counts. */
export function DocumentItem({ document, told }: Props) {
  const { words, language } = useWords();
  const { id, type, face, mandate } = document;
  const label = [
    forWhom(mandate, words),
    fill(words.documents.open, { title: type.title[language] }),
    told.text,
  ]
    .filter((part) => part !== null)
    .join(words.account.colon);
  return (
    <article className={told.isEnded ? "item faded" : "item"}>
      <ResidentCard document={document} claims={face} />
      <Link to={`${home}/documents/${id}`} className="cover">
        <span className="hidden">{label}</span>
      </Link>
      <p className="told">
        <StateMark told={told} />
      </p>
      {told.tone === "good" ? null : <p className="hint">{told.more.join(words.app.between)}</p>}
    </article>
  );
}
