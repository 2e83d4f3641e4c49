import { type Session, signOut } from "../api/session.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { InstallButton } from "./InstallButton.tsx";
import { home } from "./route.ts";
import { Store, useStore } from "./Store.ts";
import { changeSettings, settings } from "./settings.ts";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = new Store(dark.matches);
dark.addEventListener("change", () => isDark.set(dark.matches));

export function Footer({ session }: { readonly session: Session | null }) {
  const { words, language } = useWords();
  const { scheme } = useStore(settings);
  const isDeviceDark = useStore(isDark);
  const other = (scheme ?? (isDeviceDark ? "dark" : "light")) === "dark" ? "light" : "dark";
  return (
    <footer>
      <button type="button" className="plain" onClick={() => changeSettings({ scheme: other })}>
        <Icon name={other === "dark" ? "moon" : "sun"} />
        {words.app[other]}
      </button>
      <InstallButton />
      <Link to={`${home}/privacy`}>{words.app.privacy}</Link>
      <a className="extra" href={`/?lang=${language}`}>
        {words.app.verify}
      </a>
      {session === null ? null : (
        <button type="button" className="plain" onClick={() => void signOut()}>
          {words.app.signOut}
        </button>
      )}
    </footer>
  );
}
