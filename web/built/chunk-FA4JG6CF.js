import{a as r}from"./chunk-JAQBKLI4.js";var n=(o,{mandates:t})=>o?r(t.forWhom,{name:o.principal??t.somebody}):null;export{n as a};
