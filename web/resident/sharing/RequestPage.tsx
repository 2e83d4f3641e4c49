import type { ProofRequest } from "@sello/sdk/request";
import type { Session } from "../api/session.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { JoinPanel } from "../join/JoinPanel.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useWords } from "../words/useWords.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { Asked } from "./Asked.tsx";
import { findAnswers } from "./findAnswers.ts";
import { Refused } from "./Refused.tsx";
import { type LoadedRequest, loadRequest } from "./requests.ts";
import { type DocumentType, useTypes } from "./useTypes.ts";

type Props = { readonly id: string; readonly session: Session };

/** Somebody asks for a proof: who, what, and what would answer it. */
export function RequestPage({ id, session }: Props) {
  const { words } = useWords();
  const { hash } = window.location;
  const { content, fault, askAgain } = useAnswer(`request ${id}${hash}`, () =>
    loadRequest(id, hash),
  );
  const types = useTypes();
  return (
    <section className="narrow">
      <Head
        title={words.sharing.asksTitle}
        back={{ to: `${home}/shares`, text: words.sharing.listTitle }}
      />
      {content === null ? (
        <Unread fault={fault} again={askAgain} />
      ) : (
        <Loaded answer={types}>
          {(all) => <Read id={id} session={session} types={all} {...content} />}
        </Loaded>
      )}
    </section>
  );
}

function Unread({ fault, again }: { readonly fault: unknown; readonly again: () => void }) {
  if (fault === null) return <Loading />;
  return <Refused fault={fault} otherwise={<Fault fault={fault} again={again} />} />;
}

type ReadProps = Props & {
  readonly request: ProofRequest;
  readonly types: readonly DocumentType[];
};

function Read({ id, session, request, verifier, types }: ReadProps & LoadedRequest) {
  return (
    <>
      <Asked request={request} verifier={verifier} types={types} />
      {!session.joined ? (
        <JoinPanel />
      ) : session.level === "code" ? (
        <LevelPanel />
      ) : (
        <Answerable id={id} session={session} request={request} types={types} />
      )}
    </>
  );
}

function Answerable({ id, session, request, types }: ReadProps) {
  const found = useAnswer(`documents for ${request.nonce}`, () =>
    findAnswers(request.proof, types),
  );
  return (
    <Loaded answer={found}>
      {(content) => <AnswerForm id={id} session={session} request={request} found={content} />}
    </Loaded>
  );
}
