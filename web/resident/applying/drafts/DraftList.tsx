import { useState } from "react";
import { fill } from "../../../ui/fill.ts";
import type { Session } from "../../api/session.ts";
import { useAct } from "../../api/useAct.ts";
import { home } from "../../app/route.ts";
import { begunOf, type Draft } from "../../device/drafts.ts";
import { Locked } from "../../device/Locked.tsx";
import { Confirm } from "../../parts/Confirm.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Link } from "../../parts/Link.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { toMoment } from "../../words/times.ts";
import { useWords } from "../../words/useWords.ts";
import { ItemLink } from "../ItemLink.tsx";
import { removeDraft } from "./DraftKeeper.ts";
import { useDrafts } from "./useDrafts.ts";

/** Applications that the reader began on this device; without network, forms that open here, too. @param session null: there is no network */
export function DraftList({ session }: { readonly session: Session | null }) {
  const { words } = useWords();
  const texts = words.applying.draft;
  const [drafts, look] = useDrafts(session);
  if (drafts.is === "opening") return session === null ? <Loading /> : null;
  if (drafts.is === "locked")
    return drafts.hasDrafts ? (
      <Locked vault={drafts.vault} opened={() => void look()} text={texts.locked} />
    ) : (
      <Nothing session={session} />
    );
  if (drafts.is !== "open" || drafts.drafts.length === 0) return <Nothing session={session} />;
  const { vault } = drafts;
  const begun = begunOf(drafts.drafts);
  const opened = drafts.drafts.filter(({ changedAt }) => changedAt === null);
  return (
    <>
      {begun.length === 0 ? null : (
        <>
          <h2>{texts.title}</h2>
          <ul className="menu drafts">
            {begun.map((draft) => (
              <li key={draft.id}>
                <Begun
                  draft={draft}
                  remove={async () => {
                    await removeDraft(vault, draft.id);
                    await look();
                  }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {session !== null || opened.length === 0 ? null : <Opened drafts={opened} />}
    </>
  );
}

/** Where the list is all that the page can show. */
function Nothing({ session }: { readonly session: Session | null }) {
  const { words } = useWords();
  return session === null ? <p className="notice">{words.applying.draft.nothing}</p> : null;
}

type BegunProps = { readonly draft: Draft; readonly remove: () => Promise<void> };

function Begun({ draft: { detail, changedAt }, remove }: BegunProps) {
  const { words, language } = useWords();
  const texts = words.applying.draft;
  const [isAsked, ask] = useState(false);
  const removing = useAct(remove);
  const { slug, title } = detail.item;
  return (
    <>
      <Link to={`${home}/apply/${slug}`}>
        <Icon name="file" />
        <span>
          {fill(texts.goOn, { title: title[language] })}
          <span className="hint">
            {changedAt === null ? null : fill(texts.saved, { time: toMoment(changedAt, language) })}
          </span>
        </span>
        <Icon name="next" />
      </Link>
      <Confirm
        act={texts.remove}
        question={fill(texts.removeTitle, { title: title[language] })}
        lead={texts.removeLead}
        isAsked={isAsked}
        ask={ask}
        doing={removing}
      />
    </>
  );
}

function Opened({ drafts }: { readonly drafts: readonly Draft[] }) {
  const { words } = useWords();
  return (
    <>
      <h2>{words.applying.draft.opened}</h2>
      <ul className="menu">
        {drafts.map(({ id, detail: { item } }) => (
          <li key={id}>
            <ItemLink item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}
