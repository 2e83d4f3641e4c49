import { client } from "../api/client.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { home, type Route } from "./route.ts";

/** The app's sections: below the thumb on a phone, below the head on a desk. */
export function Navigation({ route: { page } }: { readonly route: Route }) {
  const { words } = useWords();
  const { content } = useAnswer("notices", () => client.listMyNotices());
  const unseen = content?.unseen ?? 0;
  return (
    <nav className="sections" aria-label={words.app.sections}>
      <Link to={home} isHere={page === "documents" || page === "document"}>
        <Icon name="documents" />
        {words.app.documents}
      </Link>
      <Link
        to={`${home}/apply`}
        isHere={page === "apply" || page === "item" || page === "application"}
      >
        <Icon name="file" />
        {words.applying.section}
      </Link>
      <Link
        to={`${home}/shares`}
        isHere={page === "shares" || page === "share" || page === "request"}
      >
        <Icon name="share" />
        {words.sharing.section}
      </Link>
      <Link to={`${home}/device`} isHere={page === "device"}>
        <Icon name="device" />
        {words.app.device}
      </Link>
      <Link to={`${home}/account`} isHere={page === "account" || page === "accountPart"}>
        <Icon name="account" />
        {words.app.account}
        {unseen > 0 ? <span className="count">{unseen}</span> : null}
      </Link>
    </nav>
  );
}
