import{m as o,o as n,s as p}from"./chunk-X3N6H4EE.js";var i=new o(128,64*1024);function N(e){return i.get(e,r)}function r(e){let t=p(e);return{note:t,checkpoint:n(t.text)}}export{N as a};
