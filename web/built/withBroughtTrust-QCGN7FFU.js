import{s as a}from"./chunk-LDHINF3M.js";import"./chunk-2IUSJTFG.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
