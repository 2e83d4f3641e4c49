import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { NewBulkAct } from "../../api/requests/useBeginBulkAct.ts";
import { BulkDialog } from "./BulkDialog.tsx";

type Action = NewBulkAct["action"];
type Selection = NewBulkAct["of"];

type Props = {
  readonly chosen: ReadonlySet<string>;
  /** All that the list shows, where they can be named together. */
  readonly all: Selection | null;
  /** How many these are, where that is known. */
  readonly allCount?: number | undefined;
  clear(): void;
};

const actions = ["suspend", "reinstate", "revoke", "tell"] as const satisfies readonly Action[];

/** What can be done to the chosen documents, or to all of a list. */
export function BulkBar({ chosen, all, allCount, clear }: Props) {
  const { t } = useTranslation();
  const [isAll, setIsAll] = useState(false);
  const [action, setAction] = useState<Action | null>(null);
  const ofAll = isAll || chosen.size === 0 ? all : null;
  const of: Selection | null =
    ofAll ?? (chosen.size > 0 ? { by: "documents", documents: [...chosen] } : null);
  const count = ofAll ? allCount : chosen.size;
  if (of === null) return null;
  const isActive = isAll || chosen.size > 0;
  return (
    <section className="bulk-bar" aria-label={t("bulk.bar")} data-active={isActive}>
      <span role="status">
        <Chosen isAll={isAll} count={count} isNone={!isActive} />
      </span>
      <span className="acts">
        {isActive
          ? actions.map((each) => (
              <Button
                key={each}
                size="compact-sm"
                variant="default"
                className={each === "revoke" ? "danger" : ""}
                onClick={() => setAction(each)}
              >
                {t(`act.${each}`)}
              </Button>
            ))
          : null}
        {all && !isAll ? (
          <Button size="compact-sm" variant="default" onClick={() => setIsAll(true)}>
            {t("bulk.chooseAll")}
          </Button>
        ) : null}
        {isActive ? (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              setIsAll(false);
              clear();
            }}
          >
            {t("bulk.clear")}
          </Button>
        ) : null}
      </span>
      <BulkDialog of={of} count={count} action={action} onClose={() => setAction(null)} />
    </section>
  );
}

type ChosenProps = {
  readonly isAll: boolean;
  readonly isNone: boolean;
  readonly count: number | undefined;
};

/** How many are chosen, in words. */
function Chosen({ isAll, isNone, count }: ChosenProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (isNone) return t("bulk.noneChosen");
  if (count === undefined) return t("bulk.allChosen");
  return t(isAll ? "bulk.allCounted" : "bulk.chosen", { number: number(count) });
}
