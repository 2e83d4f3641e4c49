import { Head } from "../parts/Head.tsx";
import { useWords } from "../words/useWords.ts";
import { home } from "./route.ts";

/** What becomes of one's data, in plain words. */
export function PrivacyPage() {
  const { words } = useWords();
  const { title, points } = words.privacy;
  return (
    <section className="narrow">
      <Head title={title} back={{ to: home, text: words.app.name }} />
      <ul className="points">
        {Object.entries(points).map(([name, text]) => (
          <li key={name}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
