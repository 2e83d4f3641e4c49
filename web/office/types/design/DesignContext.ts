import { type DesignFault, designFaults, type TypeDesign } from "@sello/api";
import { createContext, use } from "react";
import { useFormats } from "../../../ui/useFormats.ts";

type Designing = {
  readonly design: TypeDesign;
  change(change: Partial<TypeDesign> | ((before: TypeDesign) => TypeDesign)): void;
  /** What is wrong, once one has asked for it to be shown. */
  readonly faults: readonly DesignFault[];
};

export const DesignContext = createContext<Designing | null>(null);

export function useDesign(): Designing {
  const designing = use(DesignContext);
  if (!designing) throw new TypeError("useDesign: not inside a designer");
  return designing;
}

/** What is wrong at a place, in words; undefined when nothing is. */
export function useFaultAt(): (pointer: string) => string | undefined {
  const { faults } = useDesign();
  const { local } = useFormats();
  return (pointer) => {
    const fault = faults.find((each) => each.pointer === pointer);
    return fault && local(designFaults[fault.code]);
  };
}
