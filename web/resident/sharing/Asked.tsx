import { toVisibleText } from "@sello/sdk";
import { type AskedClaim, findBeyond } from "@sello/sdk/request";
import { claimText } from "../../ui/card/claimText.ts";
import { fill } from "../../ui/fill.ts";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import type { LoadedRequest } from "./requests.ts";
import type { DocumentType } from "./useTypes.ts";

type Props = LoadedRequest & { readonly types: readonly DocumentType[] };
type Verifier = NonNullable<LoadedRequest["verifier"]>;

/** Who asks, exactly what, and what of it goes beyond what they registered. */
export function Asked({ request: { name, proof }, verifier, types }: Props) {
  const { words } = useWords();
  const texts = words.sharing;
  const type = types.find(({ vct }) => proof.types.includes(vct));
  const beyond = verifier === null ? [] : findBeyond(proof, toMayAsk(verifier));
  return (
    <div className="panel">
      {verifier === null ? <Unregistered name={name} /> : <Registered verifier={verifier} />}
      <h2>{texts.asked}</h2>
      <ul className="asked">
        {proof.claims.map((claim) => (
          <li key={claim.path.join("/")}>
            <Claim claim={claim} type={type} />
            {beyond.includes(claim.path) ? (
              <strong className="beyond" data-beyond={claim.path.join("/")}>
                {texts.beyond}
              </strong>
            ) : null}
          </li>
        ))}
      </ul>
      {beyond.length === 0 ? null : <p className="notice bad">{texts.beyondHint}</p>}
    </div>
  );
}

/** Of all versions of each type. */
const toMayAsk = ({ mayAsk }: Verifier) =>
  mayAsk.flatMap(({ vcts, claims }) => vcts.map((type) => ({ type, claims })));

function Unregistered({ name }: { readonly name: string }) {
  const { words } = useWords();
  return (
    <>
      <h2>{words.sharing.asker}</h2>
      <p className="asker">
        <bdi>{toVisibleText(name)}</bdi>
      </p>
      <p className="hint">{words.sharing.askerHint}</p>
    </>
  );
}

function Registered({ verifier: { name, homepage, endsAt } }: { readonly verifier: Verifier }) {
  const { words, language } = useWords();
  const texts = words.sharing;
  const known = name[language] ?? name.en ?? name.es ?? name.zh ?? homepage;
  return (
    <>
      <h2>{texts.registered}</h2>
      <p className="asker">
        <bdi>{toVisibleText(known)}</bdi>
      </p>
      <p>
        {texts.website}
        {words.account.colon}
        <bdi>{homepage.replace(/^https:\/\//, "")}</bdi>
      </p>
      <p className="hint">{fill(texts.registeredHint, { day: toDay(endsAt, language) })}</p>
    </>
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
