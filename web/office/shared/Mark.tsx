export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect x="2" y="2" width="28" height="28" rx="6" />
    <path d="M10 17l4 4 8-10" />
  </svg>
);
