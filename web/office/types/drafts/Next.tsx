import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { pathOf } from "../../acts/actKinds.ts";
import { useAuthorities } from "../../api/requests/useAuthorities.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { aboveOf } from "../../shared/aboveOf.ts";
import { isNow } from "../../shared/isNow.ts";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";

type Props = { readonly draft: TypeDraft; readonly isOwn: boolean };

/** What is published is of use once somebody is accredited for it, from the city down to its authority. */
export function Next({ draft, isOwn }: Props) {
  const { t } = useTranslation();
  const { authority: nameOf } = useNames();
  const { documentType, name, id } = draft;
  const steps = useSteps(draft);
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Panel title={t("design.next")}>
      <div className="stack">
        <p>{t("design.accreditText")}</p>
        <ol className="story">
          {steps.map(({ slug, isDone }) => (
            <li key={slug} data-state={isDone ? "done" : "waiting"}>
              <Link to={`/authorities/${slug}`}>{nameOf(slug)}</Link>
              <small>{t(isDone ? "design.accredited" : "design.notAccredited")}</small>
            </li>
          ))}
        </ol>
        {steps.length > 0 && !next ? <p>{t("design.accreditBelow")}</p> : null}
        <div className="acts">
          {next && documentType ? (
            <Button
              component={Link}
              to={pathOf(next.slug, "grant-accreditation", {
                documentType: documentType.id,
                level: next.level,
              })}
            >
              {t("design.accredit", { name: nameOf(next.slug) })}
            </Button>
          ) : null}
          <Button component={Link} variant="default" to={`/types/${name}`}>
            {t("design.look")}
          </Button>
          {isOwn ? (
            <Button component={Link} variant="default" to={`/types/drafts/new?from=${id}`}>
              {t("design.nextVersion")}
            </Button>
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

type Step = {
  readonly slug: string;
  readonly isDone: boolean;
  /** As the form of an accreditation has it: with the right to pass it on, or without. */
  readonly level: "1" | "2";
};

/** Each passes on what it holds itself, so the city is first. Empty until the authorities are known. */
function useSteps({ authority, documentType }: TypeDraft): readonly Step[] {
  const { data: all } = useAuthorities();
  const own = all?.find(({ slug }) => slug === authority);
  if (!all || !own || !documentType) return [];
  return [own, ...aboveOf(all, own)].toReversed().map((each) => {
    const passesOn = each.kind !== "department";
    return {
      slug: each.slug,
      isDone: each.accreditations.some(
        (term) =>
          term.documentType === documentType.id && isNow(term) && (term.delegate || !passesOn),
      ),
      level: passesOn ? "2" : "1",
    };
  });
}
