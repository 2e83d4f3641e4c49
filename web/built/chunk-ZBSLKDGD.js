import{b as t}from"./chunk-E4TGJAEQ.js";import{p as e}from"./chunk-KM3VKU63.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
