import{a as o,c as n,g as p}from"./chunk-XE6L7OJM.js";var i=new o(128,64*1024);function N(e){return i.get(e,r)}function r(e){let t=p(e);return{note:t,checkpoint:n(t.text)}}export{N as a};
