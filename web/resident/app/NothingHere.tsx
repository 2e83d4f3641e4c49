import { Head } from "../parts/Head.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { home } from "./route.ts";

export function NothingHere() {
  const { words } = useWords();
  return (
    <section>
      <Head title={words.app.nothing} />
      <p>
        <Link to={home}>{words.app.toDocuments}</Link>
      </p>
    </section>
  );
}
