import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { Pill } from "../../shared/Pill.tsx";
import { DiscardDialog } from "./DiscardDialog.tsx";
import type { useRuleEditing } from "./useRuleEditing.ts";

type Editing = ReturnType<typeof useRuleEditing>;

/** How it stands, and what one can do: always in sight. */
export function SaveBar({ id, editing }: { readonly id: string; readonly editing: Editing }) {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const { isChanged, isBusy, faults } = editing;
  return (
    <section className="save-bar" aria-label={t("rules.saving")}>
      <p role="status">
        <Standing editing={editing} />
        {isChanged ? <span className="quiet"> {t("design.unsaved")}</span> : null}
      </p>
      <div className="acts">
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          disabled={!isChanged || faults.length > 0}
          onClick={editing.save}
        >
          {t("design.save")}
        </Button>
        <Button size="xs" loading={isBusy} disabled={!isReady(editing)} onClick={editing.ask}>
          {t("rules.ask")}
        </Button>
        <Button size="xs" variant="default" onClick={dialog.open}>
          {t("design.discard")}
        </Button>
      </div>
      <DiscardDialog id={id} revision={editing.revision} isOpen={isOpen} onClose={dialog.close} />
    </section>
  );
}

const failing = ({ judged }: Editing): number =>
  judged?.found.filter(({ isExpected }) => !isExpected).length ?? 0;

const isReady = (editing: Editing): boolean => {
  const { from, until } = editing.content.term;
  return (
    editing.judged !== null &&
    failing(editing) === 0 &&
    editing.judged.gaps.length === 0 &&
    (until === null || until > from)
  );
};

function Standing({ editing }: { readonly editing: Editing }) {
  const { t } = useTranslation();
  const { faults, judged } = editing;
  if (faults.length > 0)
    return <Pill tone="bad">{t("rules.toMend", { count: faults.length })}</Pill>;
  if (judged === null) return <Pill tone="bad">{t("rules.unreadable")}</Pill>;
  const count = failing(editing);
  if (count > 0) return <Pill tone="bad">{t("rules.casesFail", { count })}</Pill>;
  if (judged.gaps.length > 0)
    return <Pill tone="wait">{t("rules.casesLack", { count: judged.gaps.length })}</Pill>;
  return <Pill tone="good">{t("rules.allCases", { count: judged.found.length })}</Pill>;
}
