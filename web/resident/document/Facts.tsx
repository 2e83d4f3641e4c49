import type { Output } from "@sello/api/client";
import { home } from "../app/route.ts";
import { Link } from "../parts/Link.tsx";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

type Props = {
  readonly document: Pick<Output<"getMyDocument">, "id" | "issuedAt" | "expiresAt" | "replaces">;
};

/** Its days and its number. */
export function Facts({ document: { id, issuedAt, expiresAt, replaces } }: Props) {
  const { words, language } = useWords();
  const { document } = words;
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{document.facts}</h2>
      <dl className="facts">
        <div>
          <dt>{document.issued}</dt>
          <dd>{toDay(issuedAt, language)}</dd>
        </div>
        <div>
          <dt>{document.expires}</dt>
          <dd>{expiresAt === null ? document.expiresNever : toDay(expiresAt, language)}</dd>
        </div>
        <div className="extra">
          <dt>{document.number}</dt>
          <dd>
            <code>{id}</code>
          </dd>
        </div>
      </dl>
      {replaces === null ? null : (
        <p>
          <Link to={`${home}/documents/${replaces}`}>{document.older}</Link>
        </p>
      )}
    </section>
  );
}
