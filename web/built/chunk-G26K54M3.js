import{a as r}from"./chunk-URB5GCAC.js";var n=(o,{mandates:t})=>o?r(t.forWhom,{name:o.principal??t.somebody}):null;export{n as a};
