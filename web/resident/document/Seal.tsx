import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { languageTags } from "../../ui/language.ts";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

type Sealed = NonNullable<Output<"getMyDocument">["seal"]>;

/** When a document came into the log, at which place, and which centres confirm that. */
export function Seal({ seal }: { readonly seal: Sealed | null }) {
  const { words } = useWords();
  return (
    <section aria-labelledby="seal-title">
      <h2 id="seal-title">{words.document.seal}</h2>
      {seal === null ? (
        <p className="notice">{words.document.sealWaiting}</p>
      ) : (
        <Known seal={seal} />
      )}
    </section>
  );
}

function Known({ seal }: { readonly seal: Sealed }) {
  const { words, language } = useWords();
  const { document } = words;
  const { index, anchoredAt, cosigners, checkpoint, log } = seal;
  return (
    <>
      <p>{document.sealLead}</p>
      <div className="sealed">
        <Drawing index={index} cosigners={cosigners} />
        <dl className="facts">
          <div>
            <dt>{document.sealedAt}</dt>
            <dd>{toMoment(anchoredAt, language)}</dd>
          </div>
          <div>
            <dt>{document.sealPlace}</dt>
            <dd>{new Intl.NumberFormat(languageTags[language]).format(index)}</dd>
          </div>
          {checkpoint?.witnessedAt == null ? null : (
            <div>
              <dt>{document.sealWitnessed}</dt>
              <dd>{toMoment(checkpoint.witnessedAt, language)}</dd>
            </div>
          )}
          <div className="extra">
            <dt>{document.sealLog}</dt>
            <dd>
              <code>{log}</code>
            </dd>
          </div>
        </dl>
      </div>
      <details className="extra">
        <summary>
          {document.sealSigners} ({cosigners.length})
        </summary>
        <ul>
          {cosigners.map(({ name, at }) => (
            <li key={name}>
              <bdi>{name}</bdi> <span className="hint">{toMoment(at, language)}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const centre = 60;
const ring = 46;

/** The place in the middle, and around it a dot for each centre that confirms it. */
function Drawing({ index, cosigners }: Pick<Sealed, "index" | "cosigners">) {
  const { words } = useWords();
  const label = fill(words.document.sealDrawn, { count: cosigners.length, index });
  return (
    <svg className="drawing" viewBox="0 0 120 120" role="img" aria-label={label}>
      <circle className="round" cx={centre} cy={centre} r={ring} />
      {cosigners.map(({ name }, nth) => {
        const angle = (2 * Math.PI * nth) / cosigners.length - Math.PI / 2;
        const x = centre + ring * Math.cos(angle);
        const y = centre + ring * Math.sin(angle);
        return <circle key={name} className="dot" cx={x.toFixed(2)} cy={y.toFixed(2)} r={5} />;
      })}
      <text x={centre} y={centre + 7}>
        {index}
      </text>
    </svg>
  );
}
