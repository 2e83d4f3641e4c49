import { useWords } from "../words/useWords.ts";

/** Something comes in a moment. */
export function Loading() {
  const { words } = useWords();
  return (
    <p className="loading" aria-busy="true">
      {words.app.loading}
    </p>
  );
}
