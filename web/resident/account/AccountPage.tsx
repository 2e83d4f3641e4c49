import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { type AccountPart, accountParts, home } from "../app/route.ts";
import { Head } from "../parts/Head.tsx";
import { Icon, type IconName } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toDay, toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { levels } from "./levels.ts";

type Account = Output<"getMyAccount">;

const icons: Readonly<Record<AccountPart, IconName>> = {
  passkeys: "finger",
  wallets: "wallet",
  sessions: "screen",
  mandates: "people",
  looks: "eye",
  notices: "bell",
  data: "file",
};
const phoneKinds = { "sign-in": "phoneSignIn", registered: "phoneRegistered" } as const;

/** Whose account it is, what this session may do, and the way to the rest. */
export function AccountPage() {
  const { words } = useWords();
  const answer = useAnswer("account", () => client.getMyAccount());
  return (
    <section className="narrow">
      <Head title={words.account.title} />
      <ul className="menu">
        {accountParts.map((part) => (
          <li key={part}>
            <Link to={`${home}/account/${part}`}>
              <Icon name={icons[part]} />
              <span>
                <strong>{words.account.parts[part]}</strong>
                <span className="hint">{words.account.hints[part]}</span>
              </span>
              <Icon name="next" />
            </Link>
          </li>
        ))}
      </ul>
      <Loaded answer={answer}>
        {(account) => (
          <>
            <Who account={account} />
            <Can acts={account.acts} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Who({ account }: { readonly account: Account }) {
  const { words, language } = useWords();
  const texts = words.account;
  return (
    <dl className="facts">
      <div>
        <dt>{texts.name}</dt>
        <dd>
          <bdi>{account.name ?? texts.notJoined}</bdi>
        </dd>
      </div>
      <div>
        <dt>{texts.idNumber}</dt>
        <dd>{account.idNumber ?? texts.notJoined}</dd>
      </div>
      <div>
        <dt>{texts.phones}</dt>
        <dd>
          {account.phones.map(({ phone, kind }) => (
            <span key={kind + phone} className="line">
              {phone} <span className="hint">{texts[phoneKinds[kind]]}</span>
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>{texts.level}</dt>
        <dd>{texts[levels[account.level]]}</dd>
      </div>
      <div>
        <dt>{texts.since}</dt>
        <dd>{toDay(account.createdAt, language)}</dd>
      </div>
    </dl>
  );
}

function Can({ acts }: Pick<Account, "acts">) {
  const { words } = useWords();
  return (
    <section className="extra" aria-labelledby="can-title">
      <h2 id="can-title">{words.account.can}</h2>
      <ul className="can">
        {acts.map((each) => (
          <li key={each.act} className={each.allowed ? "good" : "wait"}>
            <Icon name={each.allowed ? "good" : "wait"} />
            <span>
              {words.account.act[each.act]}
              {words.account.colon}
              <Until act={each} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Until({ act: { needs, from } }: { readonly act: Account["acts"][number] }) {
  const { words, language } = useWords();
  const { account } = words;
  if (needs === "passkey") return <>{account.needsPasskey}</>;
  if (needs === "joining") return <>{account.needsJoining}</>;
  if (needs === null || from === null) return <>{account.allowed}</>;
  return <>{fill(account.needsDelay, { time: toMoment(from, language) })}</>;
}
