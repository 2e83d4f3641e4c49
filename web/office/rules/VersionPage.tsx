import type { ReactNode } from "react";
import { useParams } from "react-router";
import { type RuleVersion, useRuleVersion } from "../api/requests/useRuleVersions.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";

type Props = {
  /** For those who may not see it. */
  readonly title: string;
  children(version: RuleVersion): ReactNode;
};

/** The version that the address names, for those who may read it. */
export function VersionPage({ title, children }: Props) {
  const { id = "" } = useParams();
  const isAllowed = useMay("read");
  const asked = useRuleVersion(isAllowed ? id : null);
  if (!isAllowed)
    return (
      <>
        <PageHead title={title} />
        <NotAllowed />
      </>
    );
  return <Loaded of={asked}>{children}</Loaded>;
}
