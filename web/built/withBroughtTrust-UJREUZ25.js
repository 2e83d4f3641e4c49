import{Z as a}from"./chunk-K7NWSFAT.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
