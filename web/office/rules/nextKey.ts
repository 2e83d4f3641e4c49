/** A key that none of these has. */
export const nextKey = (all: readonly { readonly key: number }[]): number =>
  Math.max(-1, ...all.map(({ key }) => key)) + 1;
