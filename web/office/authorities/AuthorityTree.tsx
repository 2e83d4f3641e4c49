import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useActing } from "../app/useActing.ts";
import { AuthorityState } from "./AuthorityState.tsx";
import type { Branch } from "./toForest.ts";

/** The tree, drawn with lines from each to those below it. */
export function AuthorityTree({ forest }: { readonly forest: readonly Branch[] }) {
  return (
    <ul className="tree">
      {forest.map((branch) => (
        <Node key={branch.authority.id} branch={branch} />
      ))}
    </ul>
  );
}

function Node({ branch: { authority, below } }: { readonly branch: Branch }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority: own } = useActing();
  return (
    <li>
      <div className="node" data-own={authority.slug === own?.slug || undefined}>
        <Link to={`/authorities/${authority.slug}`}>{local(authority.name)}</Link>
        <small>{t(`authority.kind.${authority.kind}`)}</small>
        <AuthorityState authority={authority} isQuiet />
      </div>
      {below.length > 0 ? <AuthorityTree forest={below} /> : null}
    </li>
  );
}
