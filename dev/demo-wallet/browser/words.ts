type Words = {
  readonly choose: string;
  readonly search: string;
  readonly sign: string;
  readonly refuse: string;
  readonly close: string;
  readonly what: string;
  /** Of an account of many: which of the people, and how many of them sign. */
  readonly seat: string;
  readonly roles: Readonly<Record<string, string>>;
};

const all: Readonly<Record<"zh" | "es" | "en", Words>> = {
  zh: {
    choose: "选择经办人员",
    search: "查找机构",
    sign: "签名",
    refuse: "拒绝",
    close: "关闭",
    what: "演示钱包：密钥在演示服务中，谁都可以借用。",
    seat: "{of} 人之第 {number} 人，须 {needed} 人签名",
    roles: { administer: "管理", issue: "签发", revoke: "吊销" },
  },
  es: {
    choose: "Elija a quién representa",
    search: "Buscar autoridad",
    sign: "Firmar",
    refuse: "Rechazar",
    close: "Cerrar",
    what: "Monedero de la demo: sus claves están en el servicio y las presta a cualquiera.",
    seat: "persona {number} de {of}; firman {needed}",
    roles: { administer: "Administrar", issue: "Emitir", revoke: "Revocar" },
  },
  en: {
    choose: "Choose an officer",
    search: "Search for an authority",
    sign: "Sign",
    refuse: "Refuse",
    close: "Close",
    what: "The demo's wallet: its keys are in the demo's service, which lends them to anyone.",
    seat: "person {number} of {of}; {needed} sign",
    roles: { administer: "Administer", issue: "Issue", revoke: "Revoke" },
  },
};

/** The page's language, as its `lang` says now. */
export function pageLanguage(): "zh" | "es" | "en" {
  const tag = document.documentElement.lang.slice(0, 2);
  return tag === "zh" || tag === "es" ? tag : "en";
}

export const words = (): Words => all[pageLanguage()];
