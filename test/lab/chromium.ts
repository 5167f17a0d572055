import { existsSync } from 'node:fs';

const names = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; nothing where there is none. */
export const findChromium = (): string | undefined => process.env.CHROMIUM ?? names.find(existsSync);

export const noChromium = `no Chromium (looked for ${names.join(', ')} and the variable CHROMIUM)`;

/** How it is started: without a window, asking nobody for anything. */
export const quietly = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
