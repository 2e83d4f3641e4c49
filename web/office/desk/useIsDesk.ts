import { useActing } from "../app/useActing.ts";

/** Whether residents come to a desk of this officer's. */
export const useIsDesk = (): boolean => useActing().authority?.isDesk === true;
