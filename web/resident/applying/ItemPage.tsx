import { ApiFailure, type Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { type Draft, draftOf } from "../device/drafts.ts";
import { Locked } from "../device/Locked.tsx";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useWords } from "../words/useWords.ts";
import { useDrafts } from "./drafts/useDrafts.ts";
import { ItemForm } from "./ItemForm.tsx";
import { RulesOfItem } from "./RulesOfItem.tsx";
import { toMoney } from "./toMoney.ts";
import { usePieces } from "./usePieces.ts";

type Detail = Output<"getServiceItem">;

/** One item: what it is, by which rules it is decided, and the application. @param session null: there is no network to ask who is signed in */
export const ItemPage = (props: { readonly slug: string; readonly session: Session | null }) => (
  <section className="narrow">
    {props.session === null ? (
      <KeptItem slug={props.slug} session={null} />
    ) : (
      <AskedItem slug={props.slug} session={props.session} />
    )}
  </section>
);

function AskedItem({ slug, session }: { readonly slug: string; readonly session: Session }) {
  const answer = useAnswer(`item ${slug}`, () =>
    client.getServiceItem({ params: { item: slug } as never }),
  );
  const { content, fault, askAgain } = answer;
  if (content === null && fault instanceof ApiFailure)
    return (
      <>
        <Fault fault={fault} again={askAgain} />
        {mayApply(session) ? <KeptItem slug={slug} session={session} /> : null}
      </>
    );
  return <Loaded answer={answer}>{(detail) => <Shown detail={detail} session={session} />}</Loaded>;
}

const mayApply = ({ level, joined }: Session): boolean => level !== "code" && joined;

type ShownProps = { readonly detail: Detail; readonly session: Session };

function Shown({ detail, session }: ShownProps) {
  const { words } = useWords();
  return (
    <>
      <About detail={detail} />
      <RulesOfItem detail={detail} />
      {session.level === "code" ? (
        <LevelPanel />
      ) : session.joined ? (
        <LiveForm detail={detail} session={session} />
      ) : (
        <p className="notice">{words.applying.needJoin}</p>
      )}
    </>
  );
}

function About({ detail: { item, answers } }: { readonly detail: Draft["detail"] }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { fee, times } = item;
  return (
    <>
      <Head
        title={item.title[language]}
        lead={item.description[language]}
        back={{ to: `${home}/apply`, text: texts.title }}
      />
      <ul className="points">
        <li>{fill(texts.answeredBy, { office: answers.name[language] })}</li>
        <li>{fee === null ? texts.free : fill(texts.fee, { amount: toMoney(fee, language) })}</li>
        <li>{fill(texts.inDays, { count: times.personWorkingDays })}</li>
      </ul>
    </>
  );
}

/** The form, once it is known whether there is a draft of it, or that the reader goes on without. */
function LiveForm({ detail, session }: ShownProps) {
  const { words } = useWords();
  const texts = words.applying.draft;
  const [drafts, look] = useDrafts(session);
  const [isWithout, setWithout] = useState(false);
  const pieces = usePieces(detail.item);
  if (drafts.is === "opening") return <Loading />;
  if (drafts.is === "locked" && drafts.hasDrafts && !isWithout)
    return (
      <>
        <Locked vault={drafts.vault} opened={() => void look()} text={texts.locked} />
        <button type="button" className="quiet" onClick={() => setWithout(true)}>
          {texts.without}
        </button>
      </>
    );
  return (
    <>
      {drafts.is === "none" ? <p className="hint">{texts.none}</p> : null}
      {drafts.is === "locked" && isWithout ? <p className="hint">{texts.notKept}</p> : null}
      {drafts.is === "locked" && !isWithout ? (
        <Locked vault={drafts.vault} opened={() => void look()} text={texts.locked} />
      ) : null}
      <ItemForm
        detail={detail}
        isOffline={false}
        pieces={pieces}
        vault={drafts.is === "open" ? drafts.vault : null}
        draft={drafts.is === "open" ? draftOf(drafts.drafts, detail.item.slug) : null}
      />
    </>
  );
}

type KeptProps = { readonly slug: string; readonly session: Session | null };

/** The item's form as this device keeps it, where the service does not answer. */
function KeptItem({ slug, session }: KeptProps) {
  const { words } = useWords();
  const [drafts, look] = useDrafts(session);
  if (drafts.is === "opening") return <Loading />;
  const draft = drafts.is === "open" ? draftOf(drafts.drafts, slug) : null;
  if (drafts.is === "open" && draft !== null)
    return (
      <>
        <About detail={draft.detail} />
        <ItemForm
          detail={draft.detail}
          isOffline={true}
          pieces={{ content: draft.pieces, fault: null, askAgain: () => void look() }}
          vault={drafts.vault}
          draft={draft}
        />
      </>
    );
  const { title, draft: texts } = words.applying;
  return (
    <>
      <Head title={title} back={{ to: `${home}/apply`, text: title }} />
      {drafts.is === "locked" ? (
        <Locked vault={drafts.vault} opened={() => void look()} text={texts.locked} />
      ) : (
        <p className="notice">{texts.notHere}</p>
      )}
    </>
  );
}
