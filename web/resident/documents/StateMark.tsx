import { Icon } from "../parts/Icon.tsx";
import type { Told } from "./describeState.ts";

/** A document's state, by word, shape and colour. */
export const StateMark = ({ told }: { readonly told: Told }) => (
  <span className={`mark ${told.tone}`}>
    <Icon name={told.icon} />
    {told.text}
  </span>
);
