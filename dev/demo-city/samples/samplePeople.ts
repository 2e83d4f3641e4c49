import { toGb11643CheckCharacter } from "../../../services/registry/claims/gb11643.ts";
import { districts } from "../districts.ts";

/** A person who does not exist. The same index always gives the same person. */
export type SamplePerson = {
  readonly name: string;
  readonly nameLatin: string;
  readonly sex: "male" | "female";
  readonly ethnicity: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly district: string;
  readonly address: string;
  readonly idNumber: string;
};

// Region codes of GB/T 2260 begin with the number of a province, and none has 99: a number with it belongs
// to nobody, though its check character is right.
const nobodysRegion = 990_300;
const firstBirthDay = Date.UTC(1956, 0, 1) / 86_400_000;
// A prime number of days, about 60 years, so that the stride below meets each before it meets one again.
const birthDays = 21_911;
const stride = 7_919;
// So that the first people are not all born on the first day.
const offset = 13_337;

/** People with numbers that all differ. */
export const samplePeopleMax = districts.length * birthDays * 500;

const surnames =
  "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 林Lin 郭Guo 何He 高Gao 罗Luo 郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 邓Deng 韩Han 冯Feng 曹Cao";
const givenNames =
  "伟Wei 芳Fang 娜Na 敏Min 静Jing 丽Li 强Qiang 磊Lei 军Jun 洋Yang 勇Yong 艳Yan 杰Jie 娟Juan 涛Tao 明Ming 超Chao 秀英Xiuying 霞Xia 平Ping 刚Gang 桂英Guiying 志强Zhiqiang 子涵Zihan 浩然Haoran 欣怡Xinyi 雨桐Yutong 思远Siyuan 嘉怡Jiayi 文博Wenbo 晓东Xiaodong 海燕Haiyan 建国Jianguo 梦洁Mengjie 俊杰Junjie 佳琪Jiaqi 立新Lixin 春梅Chunmei 国华Guohua 诗雨Shiyu";
const streets = ["示例路", "样本街", "演示大道", "虚构巷", "测试路", "范例街"];
const ethnicities = ["汉", "汉", "汉", "汉", "汉", "汉", "汉", "壮", "回", "苗", "土家", "满"];

type Name = { readonly zh: string; readonly latin: string };

const toNames = (list: string): readonly Name[] =>
  list.split(" ").map((both) => {
    const latinAt = both.search(/[A-Z]/);
    return { zh: both.slice(0, latinAt), latin: both.slice(latinAt).toUpperCase() };
  });

const surnameList = toNames(surnames);
const givenNameList = toNames(givenNames);
const birthDates = Array.from({ length: birthDays }, (_, day) =>
  new Date((firstBirthDay + day) * 86_400_000).toISOString().slice(0, 10),
);

/** @param index 0 to `samplePeopleMax` - 1 */
export function samplePerson(index: number): SamplePerson {
  const random = scramble(index);
  const districtIndex = index % districts.length;
  const order = Math.floor(index / districts.length);
  const birthDate = pick(birthDates, (order * stride + offset) % birthDays);
  const isMale = (random & 1) === 1;
  const sequence = 2 * Math.floor(order / birthDays) + (isMale ? 1 : 0);
  const surname = pick(surnameList, (random >>> 1) % surnameList.length);
  const given = pick(givenNameList, (random >>> 6) % givenNameList.length);
  const district = pick(districts, districtIndex).zh;
  const street = pick(streets, (random >>> 12) % streets.length);
  return {
    name: surname.zh + given.zh,
    nameLatin: `${surname.latin} ${given.latin}`,
    sex: isMale ? "male" : "female",
    ethnicity: pick(ethnicities, (random >>> 15) % ethnicities.length),
    birthDate,
    district,
    address: `深圳市${district}${street}${1 + ((random >>> 18) % 999)}号`,
    idNumber: toIdNumber(districtIndex, birthDate, sequence),
  };
}

function toIdNumber(districtIndex: number, birthDate: string, sequence: number): string {
  const region = nobodysRegion + districtIndex + 1;
  const digits = `${region}${birthDate.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return digits + toGb11643CheckCharacter(digits);
}

/** Spreads neighbouring indexes over 32 bits (the finalizer of MurmurHash3). */
export function scramble(index: number): number {
  let hash = index | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The element at an index that is known to be within the list. */
export const pick = <T>(list: readonly T[], index: number): T => list[index] as T;
