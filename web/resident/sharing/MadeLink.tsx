import { useEffect, useRef } from "react";
import { toQr } from "../../ui/toQr.ts";
import { home } from "../app/route.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { CopyText } from "./CopyText.tsx";

/** A link that was just made: the only time that it is seen. */
export function MadeLink({ link }: { readonly link: string }) {
  const { words } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // On a phone the whole code is above the sections then: somebody may scan it at once.
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <section className="panel narrow" aria-labelledby="made-title">
      <h2 id="made-title" ref={heading} tabIndex={-1}>
        {words.sharing.ready}
      </h2>
      <p>{words.sharing.readyLead}</p>
      <CopyText id="link" label={words.sharing.link} text={link} />
      {"share" in navigator ? (
        <button
          type="button"
          className="main wide"
          // Who gives up on sending has the link still.
          onClick={() => void navigator.share({ url: link }).catch(() => undefined)}
        >
          <Icon name="share" />
          {words.sharing.send}
        </button>
      ) : null}
      <Code text={link} />
      <p>
        <Link to={`${home}/shares`}>{words.sharing.manage}</Link>
      </p>
    </section>
  );
}

/** Dark on white, in dark mode too: not every reader takes it the other way round. */
function Code({ text }: { readonly text: string }) {
  const { words } = useWords();
  const { size, path } = toQr(text);
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.sharing.code}>
        <path d={path} />
      </svg>
    </div>
  );
}
