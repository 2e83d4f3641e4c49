import type { AskWords } from "./AskWords.ts";

export const zh: AskWords = {
  loading: "正在载入可询问的内容…",
  intro:
    "请选择需要了解的内容。对方在手机上看到后，同意才会出示，且只出示这些。答复专为您生成，只有本页能读取。",
  name: "询问方",
  nameHint: "对方会看到此名称。名称未经证明，请同时口头告知。",
  nameMissing: "请先填写询问方。",
  questions: "请证明",
  choices: "请出示",
  dontAsk: "不询问",
  anyValue: "任何值",
  nothing: "请至少选择一项。",
  together: "没有一种证件能同时回答这些问题，请分次询问。",
  make: "生成二维码",
  scan: "请对方用手机扫描此二维码，或打开链接。",
  code: "您的请求的二维码",
  link: "您的请求的链接",
  waiting: "正在等待答复…",
  over: "十分钟内没有答复，请重新生成二维码。",
  cancel: "改问其他内容",
  answered: "已收到答复。",
  notAsked: "答复中的证件是真的，但没有证明您所问的内容。请勿当作肯定答复，请重新询问。",
  unreadable: "收到的答复本页无法读取，请重新询问。",
  unreachable: "服务没有应答。请检查网络后再试。",
  again: "再试一次",
};
