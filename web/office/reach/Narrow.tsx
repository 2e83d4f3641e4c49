import { DaysFilter, TypeFilter } from "../documents/list/FilterFields.tsx";
import type { ShownDays } from "../documents/list/readFilter.ts";

type Props = { readonly shown: ShownDays; onChange(name: string, value: string): void };

/** When it was stolen, and what is to be looked at. */
export function Narrow(props: Props) {
  return (
    <div className="filters">
      <TypeFilter {...props} />
      <DaysFilter {...props} />
    </div>
  );
}
