import { type ResidentAccess, type ResidentLevel, residentLevels } from "@sello/api";

/** Whether a session of this level is good for what needs that one. */
export const reaches = (level: ResidentLevel, needed: ResidentAccess): boolean =>
  residentLevels.findIndex((each) => each === level) >=
  residentLevels.findIndex((each) => `resident:${each}` === needed);
