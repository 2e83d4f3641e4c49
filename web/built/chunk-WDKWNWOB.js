import{b as t}from"./chunk-ZA55NXLU.js";import{p as e}from"./chunk-ET22RS42.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
