/** Does what reads and then writes copies one after the other, in all open pages of the app: else one would undo another. */
export const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request("sello-copies", work);
