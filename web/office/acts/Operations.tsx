import type { Operation } from "../api/requests/useRegistryChanges.ts";
import { Changes } from "./Changes.tsx";
import { Fields } from "./Fields.tsx";
import { useDescribe } from "./useDescribe.ts";

type Props = {
  readonly operations: readonly Operation[];
  /** In whose name, as long as they are yet to be. */
  readonly account?: string | undefined;
};

/** Each operation in a sentence, with what it changes and what it says field by field. */
export function Operations({ operations, account }: Props) {
  const describe = useDescribe();
  return (
    <div className="stack">
      {operations.map((operation, index) => {
        const { says, changes } = describe(operation, account);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are in the order in which they are signed
          <div key={index} className="operation">
            <p className="says">{says}</p>
            <Changes changes={changes} />
            <Fields operation={operation} />
          </div>
        );
      })}
    </div>
  );
}
