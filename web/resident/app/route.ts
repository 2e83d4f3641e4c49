import { Store } from "./Store.ts";

export const home = "/resident";

/** What an address asks for. */
export type Route =
  | { readonly page: "documents" | "join" | "device" | "account" | "privacy" | "nothing" }
  | { readonly page: "document"; readonly id: string }
  | SharingRoute
  | ApplyingRoute
  | { readonly page: "accountPart"; readonly part: AccountPart };

/** Of what is shown to others. */
export type SharingRoute =
  | { readonly page: "shares" }
  | { readonly page: "share" | "request"; readonly id: string };

/** Of what is applied for. */
export type ApplyingRoute =
  | { readonly page: "apply" }
  | { readonly page: "item"; readonly slug: string }
  | { readonly page: "application"; readonly id: string };

export const accountParts = [
  "passkeys",
  "wallets",
  "sessions",
  "mandates",
  "looks",
  "notices",
  "data",
] as const;
export type AccountPart = (typeof accountParts)[number];

const isPart = (text: string): text is AccountPart =>
  (accountParts as readonly string[]).includes(text);

const idPattern = /^[0-9a-f-]{36}$/;
const slugPattern = /^[a-z0-9-]{1,64}$/;

/** @param path of the address, such as `/resident/account/passkeys` */
export function toRoute(path: string): Route {
  const [, base, first = "", second = "", ...rest] = path.replace(/\/+$/, "").split("/");
  if (`/${base}` !== home) return { page: "nothing" };
  if (first === "documents" && idPattern.test(second) && rest.join("/") === "share")
    return { page: "share", id: second };
  if (rest.length > 0) return { page: "nothing" };
  if (first === "requests" && second !== "") return { page: "request", id: second };
  if (first === "documents" && idPattern.test(second)) return { page: "document", id: second };
  if (first === "apply" && slugPattern.test(second)) return { page: "item", slug: second };
  if (first === "applications" && idPattern.test(second))
    return { page: "application", id: second };
  if (first === "account" && isPart(second)) return { page: "accountPart", part: second };
  if (second !== "") return { page: "nothing" };
  if (first === "") return { page: "documents" };
  if (first === "shares") return { page: "shares" };
  if (first === "apply") return { page: "apply" };
  return first === "join" || first === "device" || first === "account" || first === "privacy"
    ? { page: first }
    : { page: "nothing" };
}

/** The path that is shown. */
export const place = new Store(window.location.pathname);

window.addEventListener("popstate", () => place.set(window.location.pathname));

/** Opens another page of the app. */
export function go(path: string): void {
  if (path === window.location.pathname) return;
  window.history.pushState(null, "", path);
  place.set(window.location.pathname);
}
