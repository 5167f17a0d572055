import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { repositoryRoot } from '../../src/runs/files';
import { buildSite } from '../../tools/site/site';
import { findChromium, noChromium, quietly } from './chromium';

describe('the site of this repository, opened from its folder', () => {
  const out = mkdtempSync(join(tmpdir(), 'microdesign-site-'));
  let browser: Browser | undefined;
  let addresses: string[] = [];

  before(async function () {
    const executablePath = findChromium();
    if (!executablePath) {
      console.log(`    skipped: ${noChromium}`);
      this.skip();
    }
    const pages = await buildSite({ root: repositoryRoot, out, allowMissing: true });
    addresses = ['index.html', ...pages.map(({ address }) => address)];
    browser = await chromium.launch({ executablePath, headless: true, args: quietly });
  });
  after(async () => {
    await browser?.close();
    rmSync(out, { recursive: true });
  });

  for (const { name, width, colorScheme } of [
    { name: 'a phone', width: 375, colorScheme: 'dark' as const },
    { name: 'a wide screen', width: 1300, colorScheme: 'light' as const },
  ]) {
    it(`draws every figure on ${name}, does not scroll sideways, asks no network and complains of nothing`, async () => {
      const isPhone = width < 500;
      const viewport = { width, height: 800 };
      const context = await browser!.newContext({ viewport, colorScheme, offline: true, isMobile: isPhone, hasTouch: isPhone });
      const complaints: string[] = [];
      for (const address of addresses) {
        const page = await context.newPage();
        page.on('console', (message) => complaints.push(`${address}: ${message.text()}`));
        page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`));
        page.on('requestfailed', (request) => complaints.push(`${address}: ${request.url()}`));
        page.on('request', (request) => {
          if (/^(https?|wss?):/.test(request.url())) complaints.push(`${address}: ${request.url()}`);
        });
        await page.goto(String(pathToFileURL(join(out, address))));
        await drawAll(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) complaints.push(`${address}: ${over} pixels too wide`);
        await page.close();
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
});

/** Comes near each figure, and waits until it stands in the place of its picture. */
async function drawAll(page: Page): Promise<void> {
  for (const figure of await page.locator('figure.plot').all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.stage:not(.drawing) .main-svg').first().waitFor({ state: 'attached' });
  }
}
