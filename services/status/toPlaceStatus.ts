import type { PlaceStatus } from "./PublishedLists.ts";

/** A place's status as JSON has it. */
export const toPlaceStatus = ({ asOf, ...place }: PlaceStatus) => ({
  ...place,
  asOf: { blockNumber: String(asOf.blockNumber), time: asOf.time },
});
