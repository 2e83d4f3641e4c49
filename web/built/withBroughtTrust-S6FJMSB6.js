import{Z as a}from"./chunk-65FAAEWK.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
