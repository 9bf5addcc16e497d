// axe.mjs PAGE.html…: each page from file:// in four modes: axe (WCAG 2.2 AA and best practice), sideways scroll, requests
// that leave, script errors. SHOTS=DIR keeps pictures. Exit 0 when there is nothing to say.
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const modes = { light: { viewport: { width: 1280, height: 900 } }, dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 } }, 'phone-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
let faults = 0;
for (const file of process.argv.slice(2)) {
  for (const [mode, options] of Object.entries(modes)) {
    const context = await browser.newContext({ locale: 'vi-VN', bypassCSP: true, ...options });
    const page = await context.newPage();
    const found = [];
    page.on('request', (r) => { if (!/^(file|data|blob):/.test(r.url())) found.push(`requests ${r.url()}`); });
    page.on('console', (m) => { if (m.type() === 'error') found.push(`console: ${m.text()}`); });
    await page.goto('file://' + resolve(file));
    await page.evaluate(axe);
    const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags, preload: false }), rules);
    for (const v of result.violations) found.push(`${v.id} (${v.impact}): ${v.nodes.length} x, first ${v.nodes[0].target.join(' ')}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`scrolls sideways by ${over} px`);
    for (const text of found) console.log(`${file} ${mode}: ${text}`);
    faults += found.length;
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${file.split('/').slice(-2).join('-').replace('.html', '')}-${mode}.png`), fullPage: true });
    await context.close();
  }
}
await browser.close();
console.log(`${process.argv.length - 2} pages, ${faults} faults`);
process.exit(faults ? 1 : 0);
