import{b as o}from"./chunk-4FJHXFT4.js";import{b as e}from"./chunk-SQE76S5B.js";var a=e(o(),1),n=({tone:t,children:l})=>(0,a.jsx)("span",{className:"pill","data-tone":t,children:l});export{n as a};
