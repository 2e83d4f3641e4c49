import type { ReactNode } from "react";
import { useWords } from "../words/useWords.ts";
import { RequestRefused } from "./requests.ts";

type Props = { readonly fault: unknown; readonly otherwise: ReactNode };

/** Why a request cannot be answered, each reason in its own words. */
export function Refused({ fault, otherwise }: Props) {
  const { words } = useWords();
  if (!(fault instanceof RequestRefused)) return otherwise;
  return (
    <p className="notice bad" role="alert" data-refusal={fault.refusal}>
      {words.sharing.refusals[fault.refusal]}
    </p>
  );
}
