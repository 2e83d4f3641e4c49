import{b as t}from"./chunk-J7KPLLQ2.js";import{p as e}from"./chunk-CH5C7OUV.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
