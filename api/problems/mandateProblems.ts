import { kind } from "./kind.ts";

/** Of acting for another. */
export const mandateProblems = {
  "mandate.self": kind(
    422,
    "Nobody acts for themselves",
    "Nadie actúa en nombre de sí mismo",
    "代办人不能是本人",
  ),
  "mandate.unfit": kind(
    422,
    "The ages of the two do not fit this",
    "Las edades de las dos personas no lo permiten",
    "双方年龄不符合该关系",
  ),
  "mandate.end": kind(
    422,
    "The last day is missing, over, or too far away",
    "El último día falta, ya pasó o queda demasiado lejos",
    "截止日期缺失、已过或过晚",
  ),
  "mandate.exists": kind(
    409,
    "This person acts for the other already",
    "Esa persona ya actúa en nombre de la otra",
    "该代办关系已存在",
  ),
  "mandate.too_many": kind(
    409,
    "The person has as many mandates as they may",
    "La persona ya tiene todas las representaciones que puede tener",
    "此人的代办关系已达上限",
  ),
  "mandate.unknown": kind(
    404,
    "There is no such mandate",
    "No existe esa representación",
    "没有该代办关系",
  ),
  "mandate.ended": kind(
    409,
    "The mandate has ended",
    "La representación ya terminó",
    "该代办关系已终止",
  ),
  "mandate.office": kind(
    403,
    "Only an office can end this",
    "Solo una oficina puede ponerle fin",
    "只能由窗口终止",
  ),
} as const;
