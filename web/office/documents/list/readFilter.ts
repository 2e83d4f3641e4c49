import type { DocumentSource } from "../../api/requests/useDocumentPage.ts";
import { dayStart } from "../../shared/dayStart.ts";

type Asked = Extract<DocumentSource, { readonly of: "own" }>["filter"];

/** What the list is narrowed to: as fields show it, and as the service is asked. */
export type ListFilter = {
  readonly shown: ShownDays & {
    readonly state: string;
    readonly status: string;
    readonly import: string;
    readonly batch: string;
  };
  readonly asked: Asked;
};

export const states = ["pending", "held", "anchored"] as const;
export const statuses = ["valid", "suspended", "revoked", "expired", "replaced"] as const;

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const batchPattern = /^(0|[1-9]\d{0,14})$/;

/** A type and days, as fields show them. */
export type ShownDays = { readonly type: string; readonly from: string; readonly to: string };

/** The same as the service is asked; what is not right is left out. */
export function toAskedDays(shown: ShownDays) {
  const from = dayStart(shown.from);
  const to = dayStart(shown.to, 1);
  return {
    ...(shown.type === "" ? {} : { type: shown.type }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** What is in the address and is not right is left out. */
export function readFilter(search: URLSearchParams): ListFilter {
  const get = (name: string): string => search.get(name) ?? "";
  const shown = {
    type: get("type"),
    state: get("state"),
    status: get("status"),
    from: get("from"),
    to: get("to"),
    import: get("import"),
    batch: get("batch"),
  };
  const state = states.find((each) => each === shown.state);
  const status = statuses.find((each) => each === shown.status);
  const asked = {
    ...toAskedDays(shown),
    ...(state ? { state } : {}),
    ...(status ? { status } : {}),
    ...(uuidPattern.test(shown.import) ? { import: shown.import } : {}),
    ...(batchPattern.test(shown.batch) ? { batch: Number(shown.batch) } : {}),
  };
  return { shown, asked: asked as Asked };
}
