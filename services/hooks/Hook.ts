import type { verifierEvent, webhookEvents } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";

export type HookEvent = (typeof webhookEvents)[number];

/** An address that is told what happens for an authority. Times are unix seconds. */
export type Hook = {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly label: string;
  readonly url: string;
  readonly events: readonly (HookEvent | typeof verifierEvent)[];
  readonly state: "on" | "off";
  readonly offReason: "by_hand" | "failing" | "gone" | null;
  readonly createdAt: number;
  readonly deliveredAt: number | null;
  /** Messages that have not arrived yet. */
  readonly waiting: number;
};

/** A message to a webhook, with its tries. */
export type Delivery = {
  readonly id: string;
  readonly event: HookEvent | typeof verifierEvent | "test";
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly triedAt: number | null;
  readonly nextAt: number | null;
  readonly status: number | null;
  readonly error: string | null;
};

/** A message that is to be sent now. */
export type DueDelivery = {
  readonly id: string;
  readonly hook: string;
  readonly authority: AuthorityId;
  readonly url: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** This one included. */
  readonly attempts: number;
};
