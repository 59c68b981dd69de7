// Sets light or dark before anything is painted: what was chosen last, else what the system prefers.
(() => {
  let kept = null;
  try { kept = localStorage.getItem('theme'); } catch { /* storage is off: the system decides */ }
  const light = kept ? kept === 'light' : matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
})();
