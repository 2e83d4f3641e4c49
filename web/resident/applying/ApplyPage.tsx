import type { Output } from "@sello/api/client";
import { useState } from "react";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { JoinPanel } from "../join/JoinPanel.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Head } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Search } from "../parts/Search.tsx";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { type ApplicationSummary, describeApplication } from "./applicationState.ts";
import { DraftList } from "./drafts/DraftList.tsx";
import { ForecastLine } from "./ForecastLine.tsx";
import { forecastItems, type ItemForecast } from "./forecastItems.ts";
import { ItemLink } from "./ItemLink.tsx";

type ItemSummary = Output<"listServiceItems">["items"][number];

/** From so many items on, one may search. */
const searchFrom = 6;

/** What one has applied for, and what one can apply for. @param session null: there is no network to ask who is signed in */
export function ApplyPage({ session }: { readonly session: Session | null }) {
  const { words } = useWords();
  const texts = words.applying;
  if (session === null)
    return (
      <section className="narrow">
        <Head
          title={texts.title}
          lead={texts.draft.lead}
          back={{ to: `${home}/device`, text: words.device.title }}
        />
        <DraftList session={null} />
      </section>
    );
  return (
    <section className="narrow">
      <Head title={texts.title} lead={texts.lead} />
      {session.joined ? null : (
        <>
          <p className="notice">{texts.needJoin}</p>
          <JoinPanel />
        </>
      )}
      {session.level === "code" ? (
        <LevelPanel />
      ) : (
        <>
          <DraftList session={session} />
          <Mine />
        </>
      )}
      <Items mayForecast={session.joined && session.level !== "code"} />
    </section>
  );
}

function Mine() {
  const { words } = useWords();
  const answer = useAnswer("applications", () => client.listMyApplications());
  return (
    <Loaded answer={answer}>
      {({ applications }) =>
        applications.length === 0 ? null : (
          <>
            <h2>{words.applying.mine}</h2>
            <ul className="menu">
              {applications.map((application) => (
                <li key={application.id}>
                  <MyApplication application={application} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function MyApplication({ application }: { readonly application: ApplicationSummary }) {
  const { words, language } = useWords();
  const { tone, icon, text } = describeApplication(application, words);
  return (
    <Link to={`${home}/applications/${application.id}`} className={`application ${tone}`}>
      <Icon name={icon} />
      <span>
        {application.title[language]}
        <span className="hint">
          {text} · {toDay(application.decidedAt ?? application.receivedAt, language)}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  );
}

function Items({ mayForecast }: { readonly mayForecast: boolean }) {
  const answer = useAnswer("items", () => client.listServiceItems());
  return (
    <Loaded answer={answer}>
      {({ items }) => <Found items={items} mayForecast={mayForecast} />}
    </Loaded>
  );
}

type FoundProps = {
  readonly items: readonly ItemSummary[];
  /** Whether the reader's documents are there to tell by. */
  readonly mayForecast: boolean;
};

function Found({ items, mayForecast }: FoundProps) {
  const { words, language } = useWords();
  const [sought, setSought] = useState("");
  const [forecasts, setForecasts] = useState<Forecasts>(new Map());
  const texts = words.applying;
  const wanted = sought.trim().toLocaleLowerCase();
  const found = items.filter(({ title, description }) =>
    `${title[language]} ${description[language]}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <>
      <h2>{texts.all}</h2>
      {items.length < searchFrom ? null : (
        <Search label={texts.search} sought={sought} change={setSought} />
      )}
      <p className="said hint" role="status">
        {found.length === 0 ? texts.none : ""}
      </p>
      {mayForecast ? <ForecastAct items={items} done={setForecasts} /> : null}
      <ul className="menu">
        {found.map((item) => (
          <li key={item.slug}>
            <ItemLink item={item}>
              {item.isAutomatic && item.looks === "nobody" ? (
                <span className="tag">{texts.isAutomatic}</span>
              ) : null}
              <Expected of={forecasts.get(item.slug)} />
            </ItemLink>
          </li>
        ))}
      </ul>
    </>
  );
}

type Forecasts = ReadonlyMap<string, ItemForecast>;

const Expected = ({ of }: { readonly of: ItemForecast | undefined }) =>
  of === undefined ? null : <ForecastLine {...of} />;

type ForecastProps = {
  readonly items: readonly ItemSummary[];
  readonly done: (forecasts: Forecasts) => void;
};

/** Looks through the reader's own documents when they ask for it, and nowhere else than here. */
function ForecastAct({ items, done }: ForecastProps) {
  const { words } = useWords();
  const texts = words.applying.forecast;
  const [isTold, setTold] = useState(false);
  const looking = useAct(async () => {
    done(await forecastItems(items.map(({ slug }) => slug)));
    setTold(true);
  });
  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={looking.isBusy}
        onClick={() => void looking.run()}
      >
        {texts.ask}
      </button>
      <p className="hint" role="status">
        {isTold ? texts.told : texts.lead}
      </p>
      <Fault fault={looking.fault} />
    </>
  );
}
