import type { DesignText } from "@sello/api";
import { WordsField } from "../../shared/WordsField.tsx";
import { useFaultAt } from "./DesignContext.ts";

type Props = {
  readonly label: string;
  readonly pointer: string;
  readonly value: DesignText;
  onChange(value: DesignText): void;
};

/** One text of a design, with what is wrong with it. */
export function LocalizedField({ pointer, ...field }: Props) {
  const fault = useFaultAt()(pointer);
  return <WordsField {...field} fault={fault} maxLength={300} />;
}
