import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { MandateNotice } from "../mandates/MandateNotice.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import { MadeLink } from "./MadeLink.tsx";
import { ShareForm } from "./ShareForm.tsx";
import { WithCopies } from "./WithCopies.tsx";

type Props = { readonly id: string; readonly session: Session };

/** Shows one document to somebody, by a link or a file. */
export function SharePage({ id, session }: Props) {
  const { words } = useWords();
  if (session.level === "code")
    return (
      <section className="narrow">
        <Head
          title={words.sharing.share}
          back={{ to: `${home}/documents/${id}`, text: words.documents.title }}
        />
        <LevelPanel />
      </section>
    );
  return <Answered id={id} session={session} />;
}

function Answered({ id, session }: Props) {
  const answer = useAnswer(`document ${id}`, () =>
    client.getMyDocument({ params: { id } as never }),
  );
  return (
    <Loaded answer={answer}>{(document) => <Share document={document} session={session} />}</Loaded>
  );
}

type ShareProps = { readonly document: Output<"getMyDocument">; readonly session: Session };

function Share({ document, session }: ShareProps) {
  const { words, language } = useWords();
  const [link, setLink] = useState<string | null>(null);
  const title = document.type.title[language];
  return (
    <section className="narrow">
      <Head
        title={fill(words.sharing.title, { title })}
        back={{ to: `${home}/documents/${document.id}`, text: title }}
      />
      <MandateNotice mandate={document.mandate} />
      {document.state === "valid" ? (
        <WithCopies document={document} session={session}>
          {(vault, kept) =>
            link === null ? (
              <ShareForm
                document={document}
                vault={vault}
                kept={kept}
                made={(made) => {
                  setLink(made);
                  forgetAnswers("shares");
                }}
              />
            ) : (
              <MadeLink link={link} />
            )
          }
        </WithCopies>
      ) : (
        <p className="notice">{words.sharing.notValid}</p>
      )}
    </section>
  );
}
