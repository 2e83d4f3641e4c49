/** Whether a term that the registry tells of has not ended. Times are Unix seconds. */
export const isNow = ({ until }: { readonly until: number | null }): boolean =>
  until === null || until > Date.now() / 1000;
