import { toVisibleText } from "@sello/sdk";
import type { AskedClaim, ProofRequest } from "@sello/sdk/request";
import { claimText } from "../../ui/card/claimText.ts";
import { useWords } from "../words/useWords.ts";
import type { DocumentType } from "./useTypes.ts";

type Props = { readonly request: ProofRequest; readonly types: readonly DocumentType[] };

/** Who asks, as they say it, and exactly what. */
export function Asked({ request: { name, proof }, types }: Props) {
  const { words } = useWords();
  const texts = words.sharing;
  const type = types.find(({ vct }) => proof.types.includes(vct));
  return (
    <div className="panel">
      <h2>{texts.asker}</h2>
      <p className="asker">
        <bdi>{toVisibleText(name)}</bdi>
      </p>
      <p className="hint">{texts.askerHint}</p>
      <h2>{texts.asked}</h2>
      <ul className="asked">
        {proof.claims.map((claim) => (
          <li key={claim.path.join("/")}>
            <Claim claim={claim} type={type} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ClaimProps = { readonly claim: AskedClaim; readonly type: DocumentType | undefined };

function Claim({ claim: { path, values }, type }: ClaimProps) {
  const { words, language } = useWords();
  const [name = ""] = path;
  const title = type?.claims[name]?.title[language] ?? toVisibleText(path.join("/"));
  const known = { claims: type?.claims ?? {} };
  const wanted = values.map((value) => claimText(known, name, value, language));
  const said = wanted.length === 0 ? words.sharing.any : wanted.join(words.sharing.listSeparator);
  return <bdi>{`${title}${words.account.colon}${said}`}</bdi>;
}
