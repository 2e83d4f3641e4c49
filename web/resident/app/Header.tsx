import { type Language, languages } from "@sello/sdk";
import { isLanguage, languageNames } from "../../ui/language.ts";
import { client, csrf } from "../api/client.ts";
import { Link } from "../parts/Link.tsx";
import { speak, useWords } from "../words/useWords.ts";
import { home } from "./route.ts";
import { useStore } from "./Store.ts";
import { changeSettings, settings } from "./settings.ts";

/** The page speaks it at once; messages to one's phone come in it as well. */
async function choose(language: Language): Promise<void> {
  await speak(language);
  if (csrf.token !== null)
    await client.setMyLanguage({ body: { language } }).catch(() => undefined);
}

/** The app's name, large type, and the language: one tap away on every page. */
export function Header() {
  const { words, language } = useWords();
  const { isSimple } = useStore(settings);
  return (
    <header className="top">
      <Link to={home} className="brand">
        <svg className="seal-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <rect x="2" y="2" width="28" height="28" rx="6" />
          <path d="M10 17l4 4 8-10" />
        </svg>
        <span>{words.app.name}</span>
      </Link>
      <div className="tools">
        <button
          type="button"
          className="simple"
          aria-pressed={isSimple}
          onClick={() => changeSettings({ isSimple: !isSimple })}
        >
          {isSimple ? words.app.normal : words.app.simple}
        </button>
        <span className="language">
          <select
            aria-label={words.app.language}
            value={language}
            onChange={({ currentTarget: { value } }) => {
              if (isLanguage(value)) void choose(value);
            }}
          >
            {languages.map((each) => (
              <option key={each} value={each}>
                {languageNames[each]}
              </option>
            ))}
          </select>
        </span>
      </div>
    </header>
  );
}
