import{b as o}from"./chunk-XQYK4XFA.js";var r=({name:a,value:l,words:n},e)=>n?.[e]??o({claims:{}},a,l,e);export{r as a};
