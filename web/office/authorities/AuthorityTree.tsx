import type { LocalizedText } from "@sello/sdk";
import type { TFunction } from "i18next";
import { useDeferredValue } from "react";
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

const nothing: readonly Branch[] = [];

/** The tree, drawn with lines from each to those below it. It is made in pieces, so that the page answers meanwhile. */
export function AuthorityTree({ forest }: { readonly forest: readonly Branch[] }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const shown = useDeferredValue(forest, nothing);
  return <Nodes forest={shown} words={{ t, local, own: authority?.slug }} />;
}

type NodesProps = { readonly forest: readonly Branch[]; readonly words: Words };

const Nodes = ({ forest, words }: NodesProps) => (
  <ul className="tree">
    {forest.map((branch) => (
      <Node key={branch.authority.id} branch={branch} words={words} />
    ))}
  </ul>
);

type NodeProps = { readonly branch: Branch; readonly words: Words };

function Node({ branch: { authority, below }, words }: NodeProps) {
  const { t, local, own } = words;
  return (
    <li>
      <div className="node" data-own={authority.slug === own || undefined}>
        <Link to={`/authorities/${authority.slug}`}>{local(authority.name)}</Link>
        <small>{t(`authority.kind.${authority.kind}`)}</small>
        <AuthorityState authority={authority} isQuiet />
      </div>
      {below.length > 0 ? <Nodes forest={below} words={words} /> : null}
    </li>
  );
}
