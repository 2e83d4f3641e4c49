import type { ReactNode } from "react";
import type { Answer } from "../api/useAnswer.ts";
import { Fault } from "./Fault.tsx";
import { Loading } from "./Loading.tsx";

type Props<Content> = {
  readonly answer: Answer<Content>;
  readonly children: (content: Content) => ReactNode;
};

/** What was answered; before that, that it is coming; or why it does not. */
export function Loaded<Content>({ answer, children }: Props<Content>) {
  const { content, fault, askAgain } = answer;
  if (content === null && fault === null) return <Loading />;
  return (
    <>
      <Fault fault={fault} again={askAgain} />
      {content === null ? null : children(content)}
    </>
  );
}
