function o(n,r={},...l){let e=document.createElement(n);for(let[t,i]of Object.entries(r))e.setAttribute(t,i);return e.append(...l.filter(t=>t!==null)),e}export{o as a};
