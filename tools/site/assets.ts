import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { readFile } from '../../src/runs/files';
import type { SiteFile } from './outputs';

/** The scripts, styles and fonts that all pages share, by their addresses in the site. */
export async function siteAssets(): Promise<SiteFile[]> {
  return [
    { address: 'assets/site.js', content: await bundled('browser/main.ts') },
    { address: 'assets/site.css', content: await bundled('styles/site.css') },
    { address: 'assets/plotly.min.js', content: readFile(require.resolve('plotly.js')) },
    ...formulaStyle(),
  ];
}

/** A script or a style with all that it imports. */
async function bundled(entry: string): Promise<Uint8Array> {
  const { outputFiles, warnings } = await build({
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
  });
  if (warnings.length > 0) throw new Error(`${entry}: ${warnings[0].text}`);
  return outputFiles[0].contents;
}

/** KaTeX's style with its fonts in the one format that every browser of today reads. */
function formulaStyle(): SiteFile[] {
  const folder = dirname(require.resolve('katex/dist/katex.min.css'));
  const style = readFile(join(folder, 'katex.min.css')).toString();
  const fonts = readdirSync(join(folder, 'fonts')).filter((name) => name.endsWith('.woff2'));
  return [
    { address: 'assets/katex.css', content: style.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '') },
    ...fonts.map((name) => ({ address: `assets/fonts/${name}`, content: readFile(join(folder, 'fonts', name)) })),
  ];
}
