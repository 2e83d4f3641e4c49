import type { LocalizedText } from "@sello/sdk";
import type { DemoAuthority } from "./DemoAuthority.ts";

type District = {
  readonly slug: string;
  readonly zh: string;
  readonly latin: string;
  /** Where an office is not called as in the other districts. */
  readonly housing?: string;
  readonly education?: string;
};

/** The eleven districts, in the order of the city's own lists. */
export const districts: readonly District[] = [
  { slug: "futian", zh: "福田区", latin: "Futian" },
  { slug: "luohu", zh: "罗湖区", latin: "Luohu" },
  { slug: "nanshan", zh: "南山区", latin: "Nanshan" },
  { slug: "yantian", zh: "盐田区", latin: "Yantian" },
  { slug: "baoan", zh: "宝安区", latin: "Bao'an" },
  { slug: "longgang", zh: "龙岗区", latin: "Longgang" },
  { slug: "longhua", zh: "龙华区", latin: "Longhua" },
  { slug: "pingshan", zh: "坪山区", latin: "Pingshan" },
  { slug: "guangming", zh: "光明区", latin: "Guangming" },
  { slug: "dapeng", zh: "大鹏新区", latin: "Dapeng", education: "教育和卫生健康局" },
  {
    slug: "shenshan",
    zh: "深汕特别合作区",
    latin: "Shenshan",
    housing: "住房建设和水务局",
    education: "公共事业局",
  },
];

export const districtCentres: readonly DemoAuthority[] = districts.map((district) => ({
  slug: district.slug,
  kind: "district",
  name: {
    zh: `${district.zh}政务服务中心`,
    es: `Centro de servicios del distrito de ${district.latin}`,
    en: `${district.latin} District Service Centre`,
  },
  delegates: ["building-approval", "school-certificate", "sealed-file"],
  below: [
    {
      slug: `${district.slug}-housing`,
      kind: "department",
      name: toHousingName(district),
      issues: ["building-approval", "sealed-file"],
    },
    {
      slug: `${district.slug}-education`,
      kind: "department",
      name: toEducationName(district),
      issues: ["school-certificate"],
    },
  ],
}));

function toHousingName({ zh, latin, housing }: District): LocalizedText {
  return {
    zh: `${zh}${housing ?? "住房和建设局"}`,
    es: `Oficina de Vivienda y Construcción de ${latin}`,
    en: `${latin} Housing and Construction Bureau`,
  };
}

function toEducationName({ zh, latin, education }: District): LocalizedText {
  return {
    zh: `${zh}${education ?? "教育局"}`,
    es: `Oficina de Educación de ${latin}`,
    en: `${latin} Education Bureau`,
  };
}
