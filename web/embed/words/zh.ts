import type { EmbedWords } from "./EmbedWords.ts";

export const zh: EmbedWords = {
  start: "出示证明",
  making: "请稍候……",
  scan: "用手机扫描此二维码，或在本设备上打开链接。",
  code: "请求的二维码",
  link: "打开请求",
  waiting: "正在等待您的答复……",
  checking: "正在核验您的答复……",
  done: "谢谢，您的答复已通过核验。",
  invalid: "答复中的证件无效，未采用其中任何内容。",
  unknown: "无法确定证件是否有效，请重试。",
  other: "答复的内容不是所询问的，未采用其中任何内容。",
  over: "十分钟内没有答复。",
  unreachable: "服务没有响应，请检查网络。",
  failed: "此页面询问的内容无法询问，请告知网站管理者。",
  cancel: "取消",
  again: "重试",
};
