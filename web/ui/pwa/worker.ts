// The service worker of a page that opens without network: it has no part in anything else. What it keeps are the page
// and its scripts, by version. Documents, lists and answers never come here.
import { useNow } from "./messages.ts";

/** Written before this script by the service (`services/pages/pwa`). */
type Shell = {
  /** Of the caches of this page. */
  readonly name: string;
  /** Where the page is; with `below`, it answers for every path below it, too. */
  readonly home: string;
  readonly below: boolean;
  /** Changes with anything in it. */
  readonly version: string;
  /** Paths of scripts and styles; their names change with their content. */
  readonly files: readonly string[];
  /** By language, the page as it is without network. */
  readonly pages: Readonly<Record<string, string>>;
};

type Worker = {
  readonly shell: Shell;
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", act: (event: Extendable) => void): void;
  addEventListener(type: "fetch", act: (event: Fetching) => void): void;
  addEventListener(type: "message", act: (event: MessageEvent) => void): void;
};
type Extendable = { waitUntil(work: Promise<unknown>): void };
type Fetching = { readonly request: Request; respondWith(answer: Promise<Response>): void };

const worker = self as unknown as Worker;
const { name, home, below, version, files, pages } = worker.shell;
const prefix = `sello-${name}-`;
const cacheName = prefix + version;

worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", ({ data }) => {
  if (data === useNow) void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && isOurs(url.pathname))
    event.respondWith(answer(pageFor(url), request));
  else if (files.includes(url.pathname)) event.respondWith(answer(url.pathname, request));
});

const isOurs = (path: string): boolean => path === home || (below && path.startsWith(`${home}/`));

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Pages are asked for again: one that a browser kept may be of another version.
  const fresh = Object.values(pages).map((path) => new Request(path, { cache: "reload" }));
  await cache.addAll([...files, ...fresh]);
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((each) => each.startsWith(prefix) && each !== cacheName);
  await Promise.all(old.map((each) => caches.delete(each)));
  await worker.clients.claim();
}

/** The page in the language that is asked for, else in one that the browser prefers, as the service would choose. */
function pageFor(url: URL): string {
  const asked = url.searchParams.get("lang");
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  const found = [asked, ...preferred].find((each) => each !== null && Object.hasOwn(pages, each));
  return pages[found ?? "en"] ?? home;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}
