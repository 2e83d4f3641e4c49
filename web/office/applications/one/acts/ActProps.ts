import type { OpenedApplication, ServiceItem } from "../../../api/requests/useApplications.ts";

/** What an officer acts on. */
export type ActProps = {
  readonly application: OpenedApplication;
  readonly item: ServiceItem;
  onChange(application: OpenedApplication): void;
};
