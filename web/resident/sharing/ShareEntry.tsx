import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers } from "../api/useAnswer.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { toDay, toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { CopyText } from "./CopyText.tsx";
import { toTitles } from "./describeClaims.ts";
import { Receipt } from "./Receipt.tsx";
import { type Share, toLinkConsent } from "./receipt.ts";
import type { DocumentType } from "./useTypes.ts";

type Props = { readonly share: Share; readonly type: DocumentType | undefined };

/** One link: what it shows, for whom, until when, when it was opened; its end. */
export function ShareEntry({ share, type }: Props) {
  const { words, language } = useWords();
  const texts = words.sharing;
  const { id, what, audience, endsAt, once, state, madeAt, openings, endedBy } = share;
  const claims = toTitles(type, what.claims, language).join(texts.listSeparator);
  const title = type?.title[language] ?? what.type;
  return (
    <article aria-labelledby={`share-${id}`}>
      <p>
        <strong id={`share-${id}`}>
          <bdi>{title}</bdi>
        </strong>{" "}
        <span className="tag">
          {texts.states[endedBy === "device" ? "endedWithDevice" : state]}
        </span>
      </p>
      <p>
        <bdi>{fill(texts.claims, { claims })}</bdi>
      </p>
      <p>
        <bdi>{audience === null ? texts.anybody : fill(texts.audience, { audience })}</bdi>
      </p>
      {share.purpose === null ? null : (
        <p>
          <bdi>{fill(texts.purpose, { purpose: share.purpose })}</bdi>
        </p>
      )}
      <p className="hint">
        {fill(texts.endsAt, { time: toMoment(endsAt, language) })}
        {once ? ` · ${texts.onceOnly}` : ""}
      </p>
      <Openings share={share} />
      {state === "open" ? <End id={id} /> : null}
      <Receipt consent={toLinkConsent(share)} />
      {openings === 0 ? null : (
        <details>
          <summary>{texts.forget}</summary>
          <CopyText
            id={`forget-${id}`}
            label={texts.message}
            isLong
            text={fill(texts.forgetText, { day: toDay(madeAt, language), title, claims })}
          />
        </details>
      )}
    </article>
  );
}

function Openings({ share: { openings, opened } }: { readonly share: Share }) {
  const { words, language } = useWords();
  const texts = words.sharing;
  if (openings === 0) return <p>{texts.unopened}</p>;
  return (
    <>
      <p>{fill(texts.opened, { count: openings })}</p>
      <ul className="openings hint">
        {opened.map(({ at, browser }, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be of the same second, and they are never moved
          <li key={nth}>
            <bdi>{fill(texts.openedAt, { time: toMoment(at, language), browser })}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function End({ id }: { readonly id: Share["id"] }) {
  const { words } = useWords();
  const texts = words.sharing;
  const [isAsked, ask] = useState(false);
  const ending = useAct(async () => {
    await client.endShare({ params: { id } });
    forgetAnswers("shares");
  });
  return (
    <Confirm
      act={texts.end}
      question={texts.endTitle}
      lead={texts.endLead}
      isAsked={isAsked}
      ask={ask}
      doing={ending}
    />
  );
}
