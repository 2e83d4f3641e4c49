import{s as a}from"./chunk-HP55NWYH.js";import"./chunk-6YODIUCT.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
