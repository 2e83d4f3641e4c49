import { useEffect, useRef } from "react";
import { useWords } from "../words/useWords.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

type Props = {
  readonly title: string;
  readonly lead?: string;
  /** The page that this one is part of. */
  readonly back?: { readonly to: string; readonly text: string };
};

/** A page's heading. It is read first when the page opens, and names the window. */
export function Head({ title, lead, back }: Props) {
  const { words } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Sello`;
  }, [title]);
  useEffect(() => {
    // Not at the very first page: there the reader begins at the top.
    if (document.body.dataset.began) heading.current?.focus({ preventScroll: true });
    document.body.dataset.began = "true";
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="head">
      {back ? (
        <Link to={back.to} className="back" label={`${words.app.back}: ${back.text}`}>
          <Icon name="back" />
          {back.text}
        </Link>
      ) : null}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead ? <p className="lead">{lead}</p> : null}
    </div>
  );
}
