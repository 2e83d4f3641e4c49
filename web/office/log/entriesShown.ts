/** Newest entries of the log that the page draws and lists. */
export const entriesShown = 50;
