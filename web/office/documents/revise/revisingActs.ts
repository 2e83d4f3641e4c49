/** What is done with a form of what the document says. */
export const revisingActs = ["correct", "renew", "again"] as const;

export type RevisingAct = (typeof revisingActs)[number];
