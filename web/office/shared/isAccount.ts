/** Whether a text is an account's address. */
export const isAccount = (text: string): text is `0x${string}` => /^0x[0-9a-fA-F]{40}$/.test(text);
