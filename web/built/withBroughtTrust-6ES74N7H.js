import{_ as a}from"./chunk-2SRZMCPL.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
