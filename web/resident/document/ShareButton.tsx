import type { Output } from "@sello/api/client";
import { home } from "../app/route.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";

type Props = { readonly document: Pick<Output<"getMyDocument">, "id" | "state"> };

/** The way to show it to somebody, while it counts. */
export function ShareButton({ document: { id, state } }: Props) {
  const { words } = useWords();
  if (state !== "valid") return null;
  return (
    <Link to={`${home}/documents/${id}/share`} className="button main wide">
      <Icon name="share" />
      {words.sharing.share}
    </Link>
  );
}
