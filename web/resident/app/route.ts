import { Store } from "./Store.ts";

export const home = "/resident";

/** What an address asks for. */
export type Route =
  | { readonly page: "documents" | "nothing" | PlainPage }
  | { readonly page: "document"; readonly id: string }
  | SharingRoute
  | ApplyingRoute
  | { readonly page: "accountPart"; readonly part: AccountPart };

/** A page whose address is its name. */
type PlainPage = "join" | "device" | "account" | "privacy";

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

const id = "([0-9a-f-]{36})";

/** By what follows the app's own path; what is in brackets there goes to the route. */
const routes: readonly (readonly [pattern: RegExp, to: (part: string) => Route])[] = [
  [/^$/, () => ({ page: "documents" })],
  [/^(join|device|account|privacy)$/, (page) => ({ page: page as PlainPage })],
  [/^shares$/, () => ({ page: "shares" })],
  [/^apply$/, () => ({ page: "apply" })],
  [new RegExp(`^documents/${id}$`), (document) => ({ page: "document", id: document })],
  [new RegExp(`^documents/${id}/share$`), (document) => ({ page: "share", id: document })],
  [/^requests\/([^/]+)$/, (request) => ({ page: "request", id: request })],
  [/^apply\/([a-z0-9-]{1,64})$/, (slug) => ({ page: "item", slug })],
  [new RegExp(`^applications/${id}$`), (application) => ({ page: "application", id: application })],
  [
    new RegExp(`^account/(${accountParts.join("|")})$`),
    (part) => ({ page: "accountPart", part: part as AccountPart }),
  ],
];

/** @param path of the address, such as `/resident/account/passkeys` */
export function toRoute(path: string): Route {
  const [, base, ...rest] = path.replace(/\/+$/, "").split("/");
  const asked = rest.join("/");
  for (const [pattern, to] of `/${base}` === home ? routes : []) {
    const found = pattern.exec(asked);
    if (found !== null) return to(found[1] ?? "");
  }
  return { page: "nothing" };
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
