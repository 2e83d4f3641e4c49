/** What is read and then written: copies of documents, or drafts of applications. */
type What = "sello-copies" | "sello-drafts";

/** Does what reads and then writes one after the other, in all open pages of the app: else one would undo another. */
export const inTurn = <Result>(
  work: () => Promise<Result>,
  what: What = "sello-copies",
): Promise<Result> => navigator.locks.request(what, work);
