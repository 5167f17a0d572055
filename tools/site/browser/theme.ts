/** The button that changes between light and dark; without it a page is as the system is. */
export function offerTheme(): void {
  const { dataset } = document.documentElement;
  document.querySelector('button.theme')?.addEventListener('click', () => {
    const isDark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.theme = isDark ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', dataset.theme);
    } catch {
      // a browser that keeps nothing for files: the choice is for this page
    }
  });
}
