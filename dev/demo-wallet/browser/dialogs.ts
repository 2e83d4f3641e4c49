import { dialogStyle } from "./dialogStyle.ts";
import type { Officer } from "./service.ts";
import { pageLanguage, words } from "./words.ts";

/** Asks as which officer one wants to act; null: as none. */
export function chooseOfficer(officers: readonly Officer[]): Promise<Officer | null> {
  const { dialog, body, done } = openDialog<Officer | null>(words().choose, null);
  const search = make("input", { type: "search", "aria-label": words().search });
  search.placeholder = words().search;
  const list = make("ul");
  const show = () => {
    const text = search.value.trim().toLowerCase();
    const found = officers.filter((officer) => nameOf(officer).toLowerCase().includes(text));
    list.replaceChildren(...found.map((officer) => row(officer, done)));
  };
  search.addEventListener("input", show);
  show();
  body.append(search, list);
  dialog.showModal();
  return done.promise;
}

/** Shows what is to be signed. */
export function askConfirmation(
  method: string,
  params: readonly unknown[],
  officer: Officer | null,
): Promise<boolean> {
  const { dialog, body, done } = openDialog(words().sign, false);
  const shown = make("pre");
  shown.tabIndex = 0;
  shown.textContent = toReadable(method, params);
  const refuse = button(words().refuse, () => done.resolve(false));
  const sign = button(words().sign, () => done.resolve(true));
  sign.className = "main";
  const buttons = make("p");
  buttons.append(refuse, sign);
  if (officer) body.append(text("p", [nameOf(officer), ...seatOf(officer)].join(" · ")));
  body.append(shown, buttons);
  dialog.showModal();
  sign.focus();
  return done.promise;
}

type Done<Value> = { readonly promise: Promise<Value>; resolve(value: Value): void };

/** A dialog in a shadow of its own, so that the page's styles and the wallet's leave each other alone. */
function openDialog<Value>(title: string, whenClosed: Value) {
  const host = make("div");
  host.lang = pageLanguage();
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [dialogStyle()];
  const dialog = make("dialog", { "aria-label": title });
  const body = make("div");
  dialog.append(text("h2", title), text("p", words().what), body);
  dialog.append(button(words().close, () => dialog.close(), "close"));
  shadow.append(dialog);
  document.body.append(host);
  const { promise, resolve } = Promise.withResolvers<Value>();
  const done: Done<Value> = {
    promise,
    resolve: (value) => {
      resolve(value);
      host.remove();
    },
  };
  dialog.addEventListener("close", () => done.resolve(whenClosed));
  return { dialog, body, done };
}

function row(officer: Officer, done: Done<Officer | null>): HTMLElement {
  const item = make("li");
  const choose = button(nameOf(officer), () => done.resolve(officer));
  choose.dataset.slug = officer.slug;
  if (officer.seat) choose.dataset.seat = String(officer.seat.number);
  const roles = officer.roles.map((role) => words().roles[role] ?? role);
  choose.append(text("small", [...roles, ...seatOf(officer)].join(" · ")));
  item.append(choose);
  return item;
}

function seatOf({ seat }: Officer): readonly string[] {
  if (seat === null) return [];
  const { number, of, needed } = seat;
  return [
    words()
      .seat.replace("{number}", String(number))
      .replace("{of}", String(of))
      .replace("{needed}", String(needed)),
  ];
}

const nameOf = ({ name, slug }: Officer): string => name[pageLanguage()] ?? slug;

function toReadable(method: string, params: readonly unknown[]): string {
  if (method === "personal_sign") return fromHexText(String(params[0]));
  const data = params[1];
  return JSON.stringify(typeof data === "string" ? JSON.parse(data) : data, null, 2);
}

function fromHexText(hex: string): string {
  const bytes = (hex.slice(2).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function text(tag: keyof HTMLElementTagNameMap, words: string): HTMLElement {
  const element = make(tag);
  element.textContent = words;
  return element;
}

function button(label: string, act: () => void, name = ""): HTMLButtonElement {
  const element = make("button", { type: "button", class: name });
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}
