import { useEffect, useState } from "react";
import { watchVersions } from "../../ui/pwa/watchVersions.ts";
import { useWords } from "../words/useWords.ts";
import { home } from "./route.ts";

/** Lets the app open without network, and offers a new version when one waits. */
export function NewVersion() {
  const { words } = useWords();
  const [use, setUse] = useState<(() => void) | null>(null);
  useEffect(() => {
    void watchVersions(`${home}/sw.js`, home, (act) => setUse(() => act));
  }, []);
  if (use === null) return null;
  return (
    <div className="notice new-version" role="status">
      <p>{words.app.newVersion}</p>
      <button type="button" className="quiet" onClick={use}>
        {words.app.useNew}
      </button>
    </div>
  );
}
