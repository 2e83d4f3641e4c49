import{_ as a}from"./chunk-QBN72UZM.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
