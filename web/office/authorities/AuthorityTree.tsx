import type { LocalizedText } from "@sello/sdk";
import type { TFunction } from "i18next";
import { startTransition, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useActing } from "../app/useActing.ts";
import { AuthorityState } from "./AuthorityState.tsx";
import type { Branch } from "./toForest.ts";

/** Looked up once for the whole tree, which has hundreds of nodes. */
type Words = {
  readonly t: TFunction;
  readonly local: (text: LocalizedText) => string;
  readonly own: string | undefined;
};

/** Levels that are drawn at once; the others follow piece by piece, so that the page answers meanwhile. */
const firstLevels = 2;

/** The tree, drawn with lines from each to those below it. */
export function AuthorityTree({ forest }: { readonly forest: readonly Branch[] }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const [levels, setLevels] = useState(firstLevels);
  useEffect(() => startTransition(() => setLevels(Number.POSITIVE_INFINITY)), []);
  return <Nodes forest={forest} words={{ t, local, own: authority?.slug }} levels={levels} />;
}

type NodesProps = {
  readonly forest: readonly Branch[];
  readonly words: Words;
  readonly levels: number;
};

const Nodes = ({ forest, words, levels }: NodesProps) => (
  <ul className="tree">
    {forest.map((branch) => (
      <Node key={branch.authority.id} branch={branch} words={words} levels={levels} />
    ))}
  </ul>
);

function Node({
  branch: { authority, below },
  words,
  levels,
}: Omit<NodesProps, "forest"> & { readonly branch: Branch }) {
  const { t, local, own } = words;
  return (
    <li>
      <div className="node" data-own={authority.slug === own || undefined}>
        <Link to={`/authorities/${authority.slug}`}>{local(authority.name)}</Link>
        <small>{t(`authority.kind.${authority.kind}`)}</small>
        <AuthorityState authority={authority} isQuiet />
      </div>
      {below.length > 0 && levels > 1 ? (
        <Nodes forest={below} words={words} levels={levels - 1} />
      ) : null}
    </li>
  );
}
