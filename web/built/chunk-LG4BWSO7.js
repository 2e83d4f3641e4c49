var t=s=>`${s.slice(0,6)}\u2026${s.slice(-4)}`;export{t as a};
