import type { Output } from "@sello/api/client";
import type { ReactNode } from "react";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Session } from "../api/session.ts";
import { useAgainWhile } from "../api/useAgainWhile.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { Keep } from "../device/Keep.tsx";
import { describeState } from "../documents/describeState.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { ResidentCard } from "../documents/ResidentCard.tsx";
import { StateMark } from "../documents/StateMark.tsx";
import { MandateNotice } from "../mandates/MandateNotice.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import { Claims } from "./Claims.tsx";
import { Copies } from "./Copies.tsx";
import { Facts } from "./Facts.tsx";
import { History } from "./History.tsx";
import { Issuer } from "./Issuer.tsx";
import { Seal } from "./Seal.tsx";
import { ShareButton } from "./ShareButton.tsx";

type Listed = Output<"listMyDocuments">["documents"][number];
type Detail = Output<"getMyDocument">;
type Props = { readonly id: string; readonly session: Session };

/** One document; at level code what it says stays hidden, and the way to see it is shown. */
export const DocumentPage = ({ id, session }: Props) =>
  session.level === "code" ? <Hidden id={id} /> : <Shown id={id} session={session} />;

function Shown({ id, session }: Props) {
  const answer = useAnswer(`document ${id}`, () =>
    client.getMyDocument({ params: { id } as never }),
  );
  useAgainWhile(answer, ({ state }) => state === "sealing");
  return (
    <Loaded answer={answer}>
      {(document) => (
        <>
          <Face document={document} claims={document.claims}>
            <ShareButton document={document} />
            <Keep document={document} session={session} />
          </Face>
          <Claims claims={document.claims} />
          <Issuer authority={document.authority} />
          <Seal seal={document.seal} />
          <Facts document={document} />
          <History document={document} />
          {document.mandate ? null : <Copies document={document} />}
        </>
      )}
    </Loaded>
  );
}

function Hidden({ id }: { readonly id: string }) {
  const { words } = useWords();
  const answer = useAnswer("documents", () => client.listMyDocuments());
  return (
    <Loaded answer={answer}>
      {({ documents }) => {
        const document = documents.find((each) => each.id === id);
        if (document === undefined)
          return <p className="notice">{words.faults["document.unknown"]}</p>;
        return (
          <>
            <Face document={document} claims={null} />
            <section aria-labelledby="hidden-title">
              <h2 id="hidden-title">{words.document.hiddenTitle}</h2>
              <p>{words.document.hiddenLead}</p>
              <LevelPanel />
            </section>
            <Issuer authority={document.authority} />
            <Facts document={document} />
          </>
        );
      }}
    </Loaded>
  );
}

type FaceProps = {
  readonly document: Listed | Detail;
  readonly claims: Detail["claims"] | null;
  readonly children?: ReactNode;
};

function Face({ document, claims, children }: FaceProps) {
  const { words, language } = useWords();
  const told = describeState(document, words, language, serverNow());
  return (
    <>
      <Head
        title={document.type.title[language]}
        back={{ to: home, text: words.documents.title }}
      />
      <MandateNotice mandate={document.mandate} />
      <div className="face">
        <ResidentCard document={document} claims={claims} />
        <div className={`panel state ${told.tone}`}>
          <p className="told">
            <StateMark told={told} />
          </p>
          {told.more.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {children}
        </div>
      </div>
    </>
  );
}
