/** Name of the type by which the city says who is who. */
export const identityType = "resident-id";
