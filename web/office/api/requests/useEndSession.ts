import { useMutation } from "@tanstack/react-query";
import { setCsrfToken } from "../acting.ts";
import { client } from "../client.ts";
import { changeSession } from "../queryClient.ts";
import { noteEnd, type SessionEnd } from "../sessionEnd.ts";

/** Signs out here. What was read is forgotten in any case, also when the service does not answer. */
export function useEndSession(reason: SessionEnd = "left") {
  return useMutation({
    mutationFn: () => client.endSession(),
    onSettled: () => {
      noteEnd(reason);
      setCsrfToken(null);
      changeSession(null);
    },
  });
}
