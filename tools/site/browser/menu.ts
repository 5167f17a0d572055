/** On narrow screens the list of pages comes and goes by a button. */
export function offerMenu(): void {
  const button = document.querySelector<HTMLButtonElement>('button.menu')!;
  const list = document.querySelector<HTMLElement>('nav.contents')!;
  const open = (isOpen: boolean) => {
    list.classList.toggle('open', isOpen);
    button.ariaExpanded = String(isOpen);
  };
  button.addEventListener('click', () => open(!list.classList.contains('open')));
  list.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a')) open(false);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') open(false);
  });
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}
