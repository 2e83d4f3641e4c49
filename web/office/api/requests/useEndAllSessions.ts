import { useMutation } from "@tanstack/react-query";
import { setCsrfToken } from "../acting.ts";
import { client } from "../client.ts";
import { changeSession } from "../queryClient.ts";
import { noteEnd } from "../sessionEnd.ts";

/** Signs out everywhere. Where the service did not do it, the officer stays signed in here and is told. */
export const useEndAllSessions = () =>
  useMutation({
    mutationFn: () => client.endAllSessions(),
    onSuccess: () => {
      noteEnd("left");
      setCsrfToken(null);
      changeSession(null);
    },
  });
