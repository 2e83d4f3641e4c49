import { type ReactNode, useEffect, useRef } from "react";
import { useNavigationType } from "react-router";

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What one can do here, beside the title. */
  readonly actions?: ReactNode;
};

let isFirst = true;

/** A page's one `h1`. It names the window, and takes the focus when one came here from another page. */
export function PageHead({ title, lead, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const kind = useNavigationType();
  useEffect(() => {
    document.title = `${title} · Sello`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page, not when its title changes
  useEffect(() => {
    if (!isFirst || kind !== "POP") heading.current?.focus({ preventScroll: true });
    isFirst = false;
    window.scrollTo(0, 0);
  }, []);
  return (
    <header className="page-head">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead ? <p className="lead">{lead}</p> : null}
      </div>
      {actions ? <div className="page-actions">{actions}</div> : null}
    </header>
  );
}
