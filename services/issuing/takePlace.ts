import type { AuthorityId } from "@sello/sdk";
import type { StatusPlace, StatusPlaces } from "../status/StatusPlaces.ts";

/** One place in the authority's status lists, for one copy. */
export async function takePlace(
  places: StatusPlaces,
  authority: AuthorityId,
): Promise<StatusPlace> {
  const [place] = await places.take(authority, 1);
  if (place === undefined) throw new Error("no place in a status list was given");
  return place;
}
