/** What a page says to a version that waits. */
export const useNow = "use-now";
