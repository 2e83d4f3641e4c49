import type { DesignFault, TypeDesign } from "@sello/api";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Basics } from "./Basics.tsx";
import { CardFields } from "./CardFields.tsx";
import { Claims } from "./Claims.tsx";
import { DesignContext } from "./DesignContext.ts";
import { DesignRules } from "./DesignRules.tsx";
import { Preview } from "./Preview.tsx";

type Props = {
  readonly design: TypeDesign;
  readonly issuer: string;
  /** What is to be shown as wrong. */
  readonly faults: readonly DesignFault[];
  onChange(next: (before: TypeDesign) => TypeDesign): void;
  /** What one can do, under the picture. */
  readonly children: ReactNode;
};

/** All that makes a type, beside the card that it gives. */
export function Designer({ design, issuer, faults, onChange, children }: Props) {
  const { t } = useTranslation();
  const designing = useMemo(
    () => ({
      design,
      faults,
      change: (change: Partial<TypeDesign> | ((before: TypeDesign) => TypeDesign)) =>
        onChange((before) =>
          typeof change === "function" ? change(before) : { ...before, ...change },
        ),
    }),
    [design, faults, onChange],
  );
  return (
    <DesignContext value={designing}>
      <div className="with-picture designer">
        <form onSubmit={(event) => event.preventDefault()} noValidate>
          <Basics />
          <Claims />
          <DesignRules />
          <CardFields />
        </form>
        <aside aria-label={t("design.preview")}>
          <Preview design={design} issuer={issuer} />
          {children}
        </aside>
      </div>
    </DesignContext>
  );
}
