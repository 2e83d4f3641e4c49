import type { LocalizedText } from "@sello/sdk";
import type { DemoAuthority } from "./DemoAuthority.ts";

const text = (zh: string, es: string, en: string): LocalizedText => ({ zh, es, en });

const department = (
  slug: string,
  name: LocalizedText,
  issues: readonly string[],
): DemoAuthority => ({ slug, kind: "department", name, issues });

const industry = (
  slug: string,
  name: LocalizedText,
  delegates: readonly string[],
  below: readonly DemoAuthority[],
): DemoAuthority => ({ slug, kind: "industry", name, delegates, below });

/** Of those that answer what residents apply for. */
const answering = ["decision-receipt", "rule-version"];

/** The centres of the city's industries, with their departments. */
export const industryCentres: readonly DemoAuthority[] = [
  industry(
    "public-security",
    text(
      "深圳市公安局",
      "Oficina de Seguridad Pública de Shenzhen",
      "Shenzhen Public Security Bureau",
    ),
    [
      "resident-id",
      "residence-permit",
      "residence-registration",
      "settlement-approval",
      "driving-licence",
      ...answering,
    ],
    [
      department(
        "population-administration",
        text(
          "深圳市公安局人口管理处",
          "División de Población",
          "Population Administration Division",
        ),
        [
          "resident-id",
          "residence-permit",
          "residence-registration",
          "settlement-approval",
          ...answering,
        ],
      ),
      department(
        "vehicle-administration",
        text(
          "深圳市公安局交通警察局车辆管理所",
          "Oficina de Vehículos de la Policía de Tráfico",
          "Vehicle Administration Office of the Traffic Police",
        ),
        ["driving-licence", ...answering],
      ),
    ],
  ),
  industry(
    "social-insurance",
    text(
      "深圳市社会保险基金管理局",
      "Fondo de Seguridad Social de Shenzhen",
      "Shenzhen Social Insurance Fund Administration",
    ),
    ["social-insurance"],
    [
      department(
        "social-insurance-futian",
        text(
          "深圳市社会保险基金管理局福田分局",
          "Seguridad Social, oficina de Futian",
          "Social Insurance, Futian Branch",
        ),
        ["social-insurance"],
      ),
      department(
        "social-insurance-nanshan",
        text(
          "深圳市社会保险基金管理局南山分局",
          "Seguridad Social, oficina de Nanshan",
          "Social Insurance, Nanshan Branch",
        ),
        ["social-insurance"],
      ),
    ],
  ),
  industry(
    "libraries",
    text(
      "深圳“图书馆之城”",
      "Red de bibliotecas públicas de Shenzhen",
      "Shenzhen Public Library Network",
    ),
    ["library-card", ...answering],
    [
      department(
        "shenzhen-library",
        text("深圳图书馆", "Biblioteca de Shenzhen", "Shenzhen Library"),
        ["library-card", ...answering],
      ),
      department(
        "nanshan-library",
        text("南山图书馆", "Biblioteca de Nanshan", "Nanshan Library"),
        ["library-card"],
      ),
      department("baoan-library", text("宝安图书馆", "Biblioteca de Bao'an", "Bao'an Library"), [
        "library-card",
      ]),
    ],
  ),
  industry(
    "china-merchants-bank",
    text("招商银行", "China Merchants Bank", "China Merchants Bank"),
    ["bank-card"],
    [
      department(
        "china-merchants-bank-cards",
        text(
          "招商银行深圳分行",
          "China Merchants Bank, sucursal de Shenzhen",
          "China Merchants Bank, Shenzhen Branch",
        ),
        ["bank-card"],
      ),
    ],
  ),
  industry(
    "ping-an-bank",
    text("平安银行", "Ping An Bank", "Ping An Bank"),
    ["bank-card"],
    [
      department(
        "ping-an-bank-cards",
        text(
          "平安银行深圳分行",
          "Ping An Bank, sucursal de Shenzhen",
          "Ping An Bank, Shenzhen Branch",
        ),
        ["bank-card"],
      ),
    ],
  ),
  industry(
    "transport",
    text("深圳市交通运输局", "Oficina de Transporte de Shenzhen", "Shenzhen Transport Bureau"),
    ["sealed-file", "public-space-permit", ...answering],
    [
      department(
        "transport-permits",
        text(
          "深圳市交通运输局行政审批处",
          "Permisos de Transporte de Shenzhen",
          "Shenzhen Transport Permits Division",
        ),
        ["sealed-file", "public-space-permit", ...answering],
      ),
    ],
  ),
  industry(
    "health",
    text(
      "深圳市卫生健康委员会",
      "Comisión de Salud de Shenzhen",
      "Shenzhen Municipal Health Commission",
    ),
    ["sealed-file"],
    [
      department(
        "disease-control",
        text(
          "深圳市疾病预防控制中心",
          "Centro de Control de Enfermedades de Shenzhen",
          "Shenzhen Center for Disease Control and Prevention",
        ),
        ["sealed-file"],
      ),
    ],
  ),
  industry(
    "education",
    text("深圳市教育局", "Oficina de Educación de Shenzhen", "Shenzhen Education Bureau"),
    ["school-certificate", "diploma", "school-place", ...answering],
    [
      department(
        "examinations",
        text(
          "深圳市招生考试办公室",
          "Oficina de Exámenes y Admisiones de Shenzhen",
          "Shenzhen Enrolment and Examination Office",
        ),
        ["school-certificate", "diploma", "school-place", ...answering],
      ),
    ],
  ),
  industry(
    "market-regulation",
    text(
      "深圳市市场监督管理局",
      "Administración de Regulación del Mercado de Shenzhen",
      "Shenzhen Administration for Market Regulation",
    ),
    ["business-licence", "sole-trader-licence", ...answering],
    [
      department(
        "business-registration",
        text(
          "深圳市市场监督管理局注册登记处",
          "Registro Mercantil de Shenzhen",
          "Shenzhen Business Registration Division",
        ),
        ["business-licence", "sole-trader-licence", ...answering],
      ),
    ],
  ),
  industry(
    "housing-construction",
    text(
      "深圳市住房和建设局",
      "Oficina de Vivienda y Construcción de Shenzhen",
      "Shenzhen Housing and Construction Bureau",
    ),
    ["building-approval", "minor-works-permit", "sealed-file", ...answering],
    [
      department(
        "construction-permits",
        text(
          "深圳市住房和建设局行政审批处",
          "Permisos de Obra de Shenzhen",
          "Shenzhen Construction Permits Division",
        ),
        ["building-approval", "minor-works-permit", "sealed-file", ...answering],
      ),
    ],
  ),
  industry(
    "civil-affairs",
    text("深圳市民政局", "Oficina de Asuntos Civiles de Shenzhen", "Shenzhen Civil Affairs Bureau"),
    ["senior-card", "senior-allowance", ...answering],
    [
      department(
        "elderly-services",
        text(
          "深圳市民政局养老服务处",
          "División de Servicios a Mayores de Shenzhen",
          "Shenzhen Elderly Services Division",
        ),
        ["senior-card", "senior-allowance", ...answering],
      ),
    ],
  ),
];
