import type { ReactNode } from "react";
import type { Answer } from "../api/useAnswer.ts";
import { useWords } from "../words/useWords.ts";
import { Fault } from "./Fault.tsx";

type Props<Content> = {
  readonly answer: Answer<Content>;
  readonly children: (content: Content) => ReactNode;
};

/** What was answered; before that, that it is coming; or why it does not. */
export function Loaded<Content>({ answer, children }: Props<Content>) {
  const { words } = useWords();
  const { content, fault, askAgain } = answer;
  if (content === null && fault === null)
    return (
      <p className="loading" aria-busy="true">
        {words.app.loading}
      </p>
    );
  return (
    <>
      <Fault fault={fault} again={askAgain} />
      {content === null ? null : children(content)}
    </>
  );
}
