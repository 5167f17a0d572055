const loading = new Map<string, Promise<void>>();

/** The way from this page to the site's root. */
export const siteRoot = document.documentElement.dataset.root ?? '.';

/** Loads a script once, by a tag: pages that are opened as files may not fetch. */
export function loadScript(address: string): Promise<void> {
  const before = loading.get(address);
  if (before) return before;
  const loaded = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} is not there`));
    document.head.append(script);
  });
  loading.set(address, loaded);
  return loaded;
}
