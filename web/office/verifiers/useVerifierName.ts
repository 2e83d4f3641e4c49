import { useFormats } from "../../ui/useFormats.ts";
import type { Verifier } from "../api/requests/useVerifiers.ts";

/** In the reader's language where there is such a name, otherwise in one of the others. */
export function useVerifierName() {
  const { local } = useFormats();
  return ({ name, homepage }: Pick<Verifier, "name" | "homepage">): string => {
    const some = name.en ?? name.es ?? name.zh ?? homepage;
    return local({ zh: name.zh ?? some, es: name.es ?? some, en: name.en ?? some });
  };
}
