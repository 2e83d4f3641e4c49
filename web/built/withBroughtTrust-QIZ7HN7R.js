import{s as a}from"./chunk-BWR4IKU7.js";import"./chunk-WUJEN7J2.js";import"./chunk-FQGT5OO2.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
