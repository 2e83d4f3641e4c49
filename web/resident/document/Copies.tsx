import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { useWords } from "../words/useWords.ts";

type Props = { readonly document: Pick<Output<"getMyDocument">, "copies"> };

/** What copies are for, and how many may still be made. */
export function Copies({ document: { copies } }: Props) {
  const { words } = useWords();
  const { made, max } = copies;
  return (
    <section className="extra" aria-labelledby="copies-title">
      <h2 id="copies-title">{words.document.copies}</h2>
      <p>{words.document.copiesLead}</p>
      <p>{fill(words.document.copiesLeft, { left: Math.max(0, max - made), max })}</p>
    </section>
  );
}
