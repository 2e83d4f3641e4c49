import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { HomeView } from "../api/requests/useHome.ts";
import { Panel } from "../shared/Panel.tsx";
import { shortAccount } from "../shared/shortAccount.ts";

type Happened = NonNullable<HomeView["since"]>;
type Line = {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  readonly note?: ReactNode;
};

/** What happened since the session before this one: what colleagues did, and what ended by itself. */
export function Since({ since, slug }: { readonly since: Happened | null; readonly slug: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const lines = useLines(since, slug);
  if (since === null)
    return (
      <Panel title={t("home.since.title")}>
        <p className="calm">{t("home.since.first")}</p>
      </Panel>
    );
  return (
    <Panel title={t("home.since.title")}>
      <p className="calm">{t("home.time.since", { at: moment(since.from) })}</p>
      {lines.length === 0 ? (
        <p className="calm">{t("home.since.nothing")}</p>
      ) : (
        <ul className="queue">
          {lines.map(({ key, to, text, note }) => (
            <li key={key}>
              <p className="queue-head">
                <Link to={to}>{text}</Link>
                {note === undefined ? null : <small>{note}</small>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function useLines(since: Happened | null, slug: string): readonly Line[] {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  if (since === null) return [];
  const authority = `/authorities/${slug}`;
  const counted = (name: "issued" | "suspended" | "reinstated" | "revoked", to: string): Line[] => {
    const shown = number(since[name]) + (name !== "issued" && since.atLeast ? "+" : "");
    return since[name] === 0
      ? []
      : [{ key: name, to, text: t(`home.since.${name}`, { number: shown }) }];
  };
  const at = (seconds: number | null) => (seconds === null ? undefined : moment(seconds));
  return [
    ...counted("issued", `/documents?from=${toDay(since.from)}`),
    ...counted("revoked", "/documents?status=revoked"),
    ...counted("suspended", "/documents?status=suspended"),
    ...counted("reinstated", "/documents"),
    ...since.imports.map((one) => ({
      key: one.id,
      to: `/imports/${one.id}`,
      text: `${one.text}: ${t(`imports.state.${one.more as "done" | "checked" | "failed"}`)}`,
      note: at(one.at),
    })),
    ...since.bulkActs.map((one) => ({
      key: one.id,
      to: `/documents/bulk/${one.id}`,
      text: t("home.since.bulk", {
        name: t(`bulk.name.${one.text as "suspend" | "reinstate" | "revoke"}`),
      }),
      note: at(one.at),
    })),
    ...since.officers.map((one) => ({
      key: `${one.id} ${one.at}`,
      to: authority,
      text: t("home.since.officer", {
        account: shortAccount(one.id),
        roles: (one.more ?? "")
          .split(" ")
          .map((role) => t(`role.${role as "issue" | "revoke" | "administer"}`))
          .join(" · "),
      }),
      note: at(one.at),
    })),
    ...(since.changes === 0
      ? []
      : [
          {
            key: "changes",
            to: authority,
            text: t("home.since.changes", { number: number(since.changes) }),
          },
        ]),
  ];
}

/** As fields of dates write a day, in the reader's zone. */
function toDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
