import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { HomeEntry, HomeTask } from "../api/requests/useHome.ts";
import { Panel } from "../shared/Panel.tsx";
import { Pill, type Tone } from "../shared/Pill.tsx";
import { places, type TaskGroup, toTextName } from "./taskLinks.ts";
import { useEntryText } from "./useEntryText.ts";

const groups = ["you", "late", "work", "lacks"] as const satisfies readonly TaskGroup[];

const tones: Readonly<Record<TaskGroup, Tone>> = {
  you: "wait",
  late: "bad",
  work: "calm",
  lacks: "calm",
};

/** What waits, by what it asks of one: what only this person can do first. */
export function Tasks({
  tasks,
  slug,
}: {
  readonly tasks: readonly HomeTask[];
  readonly slug: string;
}) {
  const { t } = useTranslation();
  const byGroup = Map.groupBy(tasks, ({ kind }) => places[kind].group);
  return groups.map((group) => {
    const own = byGroup.get(group);
    return own ? (
      <Panel key={group} title={t(`home.group.${group}`)}>
        <ul className="queue" data-group={group}>
          {own.map((task) => (
            <Task key={task.kind} task={task} slug={slug} />
          ))}
        </ul>
      </Panel>
    ) : null;
  });
}

function Task({ task, slug }: { readonly task: HomeTask; readonly slug: string }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { kind, count, entries } = task;
  const { group, list } = places[kind];
  const title = t(`home.task.${toTextName(kind)}`);
  const to = list(slug);
  return (
    <li>
      <p className="queue-head">
        {to ? <Link to={to}>{title}</Link> : <span>{title}</span>}
        {group === "lacks" ? null : <Pill tone={tones[group]}>{number(count)}</Pill>}
      </p>
      {entries.length > 0 ? (
        <ul>
          {entries.map((entry) => (
            <Entry key={entry.id} kind={kind} entry={entry} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Entry({ kind, entry }: { readonly kind: HomeTask["kind"]; readonly entry: HomeEntry }) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  const textOf = useEntryText();
  const { one, time } = places[kind];
  // What is kept or good for days ends on a day; an act that is to be signed, at a moment.
  const format =
    time === "kept" ||
    time === "due" ||
    (time === "until" && kind !== "act.sign" && kind !== "device.ending")
      ? day
      : moment;
  const text = textOf(kind, entry);
  if (text === null) return null;
  return (
    <li>
      {one ? <Link to={one(entry)}>{text}</Link> : <span>{text}</span>}
      {entry.at === null ? null : <small>{t(`home.time.${time}`, { at: format(entry.at) })}</small>}
    </li>
  );
}
