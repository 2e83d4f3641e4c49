import type { Output } from "@sello/api/client";
import type { ReactNode } from "react";
import { home } from "../app/route.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";

type Props = {
  readonly item: Pick<Output<"getServiceItem">["item"], "slug" | "title" | "description">;
  /** What else is told of it. */
  readonly children?: ReactNode;
};

/** A service item in a list: what it is called, what it is, and the way to its page. */
export function ItemLink({ item, children }: Props) {
  const { language } = useWords();
  return (
    <Link to={`${home}/apply/${item.slug}`}>
      <Icon name="file" />
      <span>
        {item.title[language]}
        <span className="hint">{item.description[language]}</span>
        {children}
      </span>
      <Icon name="next" />
    </Link>
  );
}
