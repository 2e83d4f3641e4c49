function o(r,{parent:a}){let n=new Map(r.map(t=>[t.id,t])),e=new Set;for(let t=n.get(a??"");t&&!e.has(t);t=n.get(t.parent??""))e.add(t);return[...e]}export{o as a};
