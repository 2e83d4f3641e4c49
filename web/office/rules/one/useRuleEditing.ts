import { ApiProblem } from "@sello/api/client";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChangeRules, useReviewRules } from "../../api/requests/useRuleActs.ts";
import { type RuleVersion, useFreshVersion } from "../../api/requests/useRuleVersions.ts";
import { announce } from "../../app/Announcer.tsx";
import { useUnsavedWarning } from "../../shared/useUnsavedWarning.ts";
import { type EditedCases, toCasesJson, toEditedCases } from "../cases/EditedCases.ts";
import { judgeCases } from "../cases/judgeCases.ts";
import type { Term } from "../TermFields.tsx";
import { type EditedRules, toEditedRules, toRulesJson } from "../table/EditedRules.ts";
import { findEditFaults } from "../table/findEditFaults.ts";
import type { RuleShapes } from "../useRuleShapes.ts";

/** All of a version that one may change. */
export type Content = {
  readonly rules: EditedRules;
  readonly cases: EditedCases;
  readonly term: Term;
};

const toContent = ({ rules, cases, from, until }: RuleVersion): Content => ({
  rules: toEditedRules(rules),
  cases: toEditedCases(cases),
  term: { from, until },
});

/** What is written of a draft, what is wrong with it, whether it is saved, and what one can do with it. */
export function useRuleEditing(version: RuleVersion, shapes: RuleShapes) {
  const { t } = useTranslation();
  const [base, setBase] = useState(version);
  const [saved, setSaved] = useState(() => toContent(version));
  const [content, setContent] = useState(saved);
  /** What somebody else has made of it meanwhile. */
  const [theirs, setTheirs] = useState<RuleVersion | null>(null);
  const changing = useChangeRules();
  const reviewing = useReviewRules();
  const fresh = useFreshVersion();
  const { rules, cases, term } = content;
  const faults = useMemo(() => findEditFaults(rules, shapes.facts), [rules, shapes]);
  const json = useMemo(
    () => ({ rules: toRulesJson(rules, base.rules), cases: toCasesJson(cases) }),
    [rules, cases, base],
  );
  const judged = useMemo(
    () => (faults.length > 0 ? null : judgeCases(json.rules, json.cases)),
    [faults, json],
  );
  const isChanged = content !== saved;
  useUnsavedWarning(isChanged);

  const onError = async (error: Error) => {
    if (error instanceof ApiProblem && error.code === "rules.changed")
      setTheirs(await fresh(version.id));
  };
  const save = async (revision = base.revision): Promise<RuleVersion | null> => {
    if (faults.length > 0) {
      announce(t("rules.toMend", { count: faults.length }));
      return null;
    }
    try {
      const kept = await changing.mutateAsync({ id: version.id, revision, ...json, ...term });
      setBase(kept);
      setSaved(content);
      setTheirs(null);
      announce(t("design.saved"));
      return kept;
    } catch (error) {
      await onError(error as Error);
      return null;
    }
  };
  const ask = async () => {
    const now = isChanged ? await save() : base;
    if (now === null) return;
    reviewing.mutate(
      { id: now.id, revision: now.revision },
      { onSuccess: () => announce(t("rules.asked")), onError },
    );
  };
  return {
    content,
    json,
    judged,
    faults,
    isChanged,
    revision: base.revision,
    /** Of the service, about what is saved: what this browser cannot find. */
    serverFaults: isChanged ? [] : base.faults,
    theirs,
    error: changing.error ?? reviewing.error,
    isBusy: changing.isPending || reviewing.isPending,
    change: setContent,
    save: () => void save(),
    ask: () => void ask(),
    takeTheirs: (now: RuleVersion) => {
      const taken = toContent(now);
      setBase(now);
      setContent(taken);
      setSaved(taken);
      setTheirs(null);
      changing.reset();
      reviewing.reset();
    },
    keepMine: (now: RuleVersion) => void save(now.revision),
  };
}
