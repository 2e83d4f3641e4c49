/** What an API key may be allowed to do. */
export const apiActions = ["issue", "revoke", "import", "read", "export", "administer"] as const;

export type ApiAction = (typeof apiActions)[number];
