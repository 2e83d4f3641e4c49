import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { AuditLine } from "../api/requests/useAuditLines.ts";
import { Facts } from "../shared/Facts.tsx";
import type { AuditFilter } from "./auditFilter.ts";
import { LineNotes } from "./LineNotes.tsx";
import { Sentence } from "./Sentence.tsx";

type Props = {
  readonly lines: readonly AuditLine[];
  /** Shows nothing but what fits this. */
  onOnly(part: Partial<AuditFilter>): void;
};

const toSeconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** A sentence a line, and its data for those who want to see it. */
export function Lines({ lines, onOnly }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <ol className="audit panel" aria-label={t("audit.lines")}>
      {lines.map((line) => (
        <li key={line.id}>
          <time dateTime={line.at}>{moment(toSeconds(line.at))}</time>
          <div>
            <p>
              <Sentence line={line} />
            </p>
            <LineNotes line={line} />
            <details>
              <summary>{t("audit.data.open")}</summary>
              <LineData line={line} onOnly={onOnly} />
            </details>
          </div>
        </li>
      ))}
    </ol>
  );
}

function LineData({
  line,
  onOnly,
}: {
  readonly line: AuditLine;
  readonly onOnly: Props["onOnly"];
}) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { position, at, actor, action, subject, data } = line;
  const hasData = Object.keys(data).length > 0;
  return (
    <>
      <Facts
        facts={[
          {
            title: t("audit.data.position"),
            value: position === null ? t("audit.data.notYet") : number(position),
          },
          { title: t("audit.data.at"), value: <code>{at}</code> },
          { title: t("audit.data.actor"), value: <code className="long">{actor}</code> },
          { title: t("audit.data.action"), value: <code>{action}</code> },
          { title: t("audit.data.subject"), value: <code className="long">{subject}</code> },
          {
            title: t("audit.data.more"),
            value: hasData ? <code className="long">{JSON.stringify(data, null, 1)}</code> : null,
          },
        ]}
      />
      <div className="acts">
        <Button size="compact-sm" variant="default" onClick={() => onOnly({ actor })}>
          {t("audit.data.byActor")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onOnly({ subject })}>
          {t("audit.data.aboutSubject")}
        </Button>
      </div>
    </>
  );
}
