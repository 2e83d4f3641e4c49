import type { HomeEntry, HomeTask } from "../api/requests/useHome.ts";

type Kind = HomeTask["kind"];

/** Under which heading tasks of a kind come. */
export type TaskGroup = "you" | "late" | "work" | "lacks";

type Place = {
  readonly group: TaskGroup;
  /** Where one sees all of them; null: in no page. */
  readonly list: (slug: string) => string | null;
  /** Where one of them is dealt with; null: where the list is. */
  readonly one: ((entry: HomeEntry) => string) | null;
  /** What the time of an entry means. */
  readonly time: "until" | "since" | "kept" | "asked" | "due";
};

const here = (path: string) => () => path;
const authority = (slug: string): string => `/authorities/${slug}`;
const anImport = ({ id }: HomeEntry): string => `/imports/${id}`;
const aBulkAct = ({ id }: HomeEntry): string => `/documents/bulk/${id}`;
const aDraft = ({ id }: HomeEntry): string => `/types/drafts/${id}`;
const anApplication = ({ id }: HomeEntry): string => `/applications/${id}`;
const lacking: Place = { group: "lacks", list: authority, one: null, time: "since" };

/** What is done about a task, and where. */
export const places: Readonly<Record<Kind, Place>> = {
  "act.sign": {
    group: "you",
    list: here("/acts"),
    one: ({ id }) => `/acts/${id}`,
    time: "until",
  },
  "device.ending": { group: "you", list: here("/desk"), one: here("/desk"), time: "until" },
  "draft.approve": { group: "you", list: here("/types"), one: aDraft, time: "asked" },
  "draft.returned": { group: "you", list: here("/types"), one: aDraft, time: "since" },
  "turnover.sign": { group: "you", list: () => null, one: null, time: "since" },
  "import.mend": { group: "work", list: here("/imports"), one: anImport, time: "kept" },
  "import.checked": { group: "work", list: here("/imports"), one: anImport, time: "kept" },
  "import.stopped": { group: "late", list: here("/imports"), one: anImport, time: "since" },
  "import.running": { group: "work", list: here("/imports"), one: anImport, time: "since" },
  "bulk.stopped": { group: "late", list: here("/documents/bulk"), one: aBulkAct, time: "since" },
  "bulk.running": { group: "work", list: here("/documents/bulk"), one: aBulkAct, time: "since" },
  "person.changed": {
    group: "work",
    list: here("/documents"),
    one: ({ id }) => `/documents/${id}`,
    time: "since",
  },
  "application.overdue": {
    group: "late",
    list: here("/applications"),
    one: anApplication,
    time: "due",
  },
  "application.waiting": {
    group: "work",
    list: here("/applications"),
    one: anApplication,
    time: "due",
  },
  "documents.overdue": {
    group: "late",
    list: here("/documents?state=pending"),
    one: ({ id }) => `/documents?state=pending&type=${id}`,
    time: "since",
  },
  "key.ending": { group: "late", list: authority, one: null, time: "until" },
  "accreditation.ending": { group: "late", list: authority, one: null, time: "until" },
  "api_key.ending": { group: "late", list: here("/keys"), one: null, time: "until" },
  "webhook.off": { group: "late", list: here("/hooks"), one: null, time: "since" },
  "lacks.active": lacking,
  "lacks.key": lacking,
  "lacks.accreditation": lacking,
  "lacks.officer": lacking,
  "lacks.anchor": lacking,
  "lacks.status": lacking,
};

/** As locales name a kind: dots part their levels. */
export const toTextName = <Name extends string>(kind: Name) =>
  kind.replaceAll(".", "_") as Underscored<Name>;

type Underscored<Name extends string> = Name extends `${infer Before}.${infer After}`
  ? `${Before}_${After}`
  : Name;
