// preview.mjs BASE REPORT PAGE: what a clerk sees in bantin serve, in Chromium: the panel with messages and the report's line, the
// figures with their sentences, a page that loads itself again after an edit of REPORT, whose article is PAGE. SHOTS=DIR keeps pictures.
import { chromium } from 'playwright-core';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [base, report, address] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let faults = 0, passed = 0;
const outside = [], errors = [];
const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } });
context.on('page', (page) => {
  page.on('request', (r) => { if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) outside.push(r.url()); });
  page.on('pageerror', (e) => errors.push(String(e)));
});
const page = await context.newPage();
const shot = (name) => process.env.SHOTS ? page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) }) : null;
const panel = 'aside[aria-label="Xem thử"]';
const says = (text) => page.waitForFunction(([where, wanted]) => { const p = document.querySelector(where); return p && p.textContent.includes(wanted); }, [panel, text], { timeout: 20000 });

async function test(name, run) {
  try {
    const said = await run();
    if (said) { faults++; console.log(`FAULT ${name}: ${said}`); } else { passed++; console.log(`ok ${name}`); }
  } catch (error) { faults++; console.log(`FAULT ${name}: ${String(error).split('\n')[0]}`); }
}

const text = readFileSync(report, 'utf8');
await page.goto(`${base}/${address}`);
await test('the panel says how many messages there are', async () => {
  await page.waitForSelector(panel);
  return /\d+ thông báo|Không có thông báo/.test(await page.textContent(panel)) ? '' : await page.textContent(panel);
});
await shot('preview-article');
await test('one edit, one load of the page with the new text', async () => {
  let loads = 0;
  page.on('load', () => { loads++; });
  writeFileSync(report, `${text}\nCâu mới của người sửa, có 47 hộ tham gia.\n`);
  await page.waitForFunction(() => document.body.textContent.includes('Câu mới của người sửa'), null, { timeout: 20000 });
  await page.waitForTimeout(1500);
  return loads === 1 ? '' : `${loads} loads`;
});
await test('the figures of the new text, each with its sentence', async () => {
  const link = await page.waitForSelector(`${panel} a`);
  await link.click();
  await page.waitForSelector('table');
  await shot('preview-figures');
  const rows = await page.$$eval('tr', (all) => all.map((r) => r.textContent));
  if (!rows[0].startsWith('câu')) return `the first column is ${rows[0]}`;
  return rows.some((r) => r.includes('Câu mới của người sửa') && r.includes('47')) ? '' : 'the new figure is missing';
});
await test('a mistake is shown with its place and its line', async () => {
  await page.goto(`${base}/${address}`);
  writeFileSync(report, text.replace(/^---\n/, '---\ntiu đề: Sai khóa\n'));
  await says('tiu đề');
  await page.waitForSelector(`${panel} pre`);
  await shot('preview-message');
  const shown = await page.textContent(panel);
  return shown.includes('dòng 2') && (await page.textContent(`${panel} pre`)).includes('tiu đề: Sai khóa') ? '' : shown;
});
await test('mended, the message goes', async () => {
  writeFileSync(report, text);
  await page.waitForFunction(([where]) => { const p = document.querySelector(where); return p && !p.textContent.includes('tiu đề'); }, [panel], { timeout: 20000 });
});
// Browsers allow six connections to a server; tabs that nobody looks at must not hold one
const hide = (one, hidden) => one.evaluate((value) => { Object.defineProperty(document, 'hidden', { value, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }, hidden);
await test('eight tabs behind this one', async () => {
  const pages = [];
  for (let i = 0; i < 8; i++) {
    pages.push(await context.newPage());
    await pages[i].goto(`${base}/${address}`, { timeout: 15000 });
    await hide(pages[i], true);
  }
  writeFileSync(report, `${text}\nTrang nằm sau cũng đọc lại, đủ 58 hộ.\n`);
  await page.waitForFunction(() => document.body.textContent.includes('Trang nằm sau'), null, { timeout: 20000 });
  if ((await pages[0].textContent('body')).includes('Trang nằm sau')) return 'a hidden tab holds a connection';
  await hide(pages[0], false);
  await pages[0].waitForFunction(() => document.body.textContent.includes('Trang nằm sau'), null, { timeout: 20000 });
  for (const one of pages) await one.close();
  return '';
});
writeFileSync(report, text);
await test('no request leaves, no error', async () => [...outside, ...errors].join(' '));
await browser.close();
console.log(`${passed} passed, ${faults} failed`);
process.exit(faults ? 1 : 0);
