import { z } from "zod";
import type { PlaceStatus } from "../../status/PublishedLists.ts";
import { actingAuthority } from "./authorities.ts";
import { seconds } from "./primitives.ts";

const asOf = z
  .object({
    blockNumber: z.string().meta({ description: "Decimal." }),
    time: seconds.meta({ description: "Until when the chain was known." }),
  })
  .meta({ id: "AsOf" });

export const placeStatus = z
  .object({
    status: z.enum(["valid", "suspended", "revoked"]),
    since: seconds.nullable(),
    by: actingAuthority.nullable(),
    asOf,
  })
  .meta({ id: "PlaceStatus" });

export const toPlaceStatus = (place: PlaceStatus): z.input<typeof placeStatus> => ({
  ...place,
  asOf: { blockNumber: String(place.asOf.blockNumber), time: place.asOf.time },
});
