/** What a session's level is called (`Words["account"]`). */
export const levels = { code: "levelCode", passkey: "levelPasskey", desk: "levelDesk" } as const;
