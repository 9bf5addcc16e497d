// browser.mjs BASE: search, keyboard, print and dark of a site in Chromium; BASE is file:///…/public or http://127.0.0.1:N.
// A line for each case: "ok NAME" or "FAULT NAME: what".
import { chromium } from 'playwright-core';

const base = process.argv[2].replace(/\/$/, '');
const own = base.startsWith('file:') ? 'file:' : new URL(base).origin;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let faults = 0, passed = 0;
const outside = [], errors = [];

async function open(address, options = {}) {
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  const page = await context.newPage();
  page.on('request', (r) => { if (!r.url().startsWith(own) && !/^(data|blob):/.test(r.url())) outside.push(r.url()); });
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()); });
  page.on('pageerror', (e) => errors.push(String(e)));
  await page.goto(`${base}/${address}`);
  return page;
}

async function test(name, run) {
  try {
    const said = await run();
    if (said) { faults++; console.log(`FAULT ${name}: ${said}`); } else { passed++; console.log(`ok ${name}`); }
  } catch (error) { faults++; console.log(`FAULT ${name}: ${String(error).split('\n')[0]}`); }
}

// What the page shows for a query, once everything is loaded.
async function results(page, query) {
  await page.fill('#q', query);
  await page.waitForFunction(() => { const s = document.getElementById('trang-thai').textContent; return s && !/Đang đọc/.test(s); }, null, { timeout: 10000 });
  await page.waitForTimeout(300);
  return page.$$eval('#ket-qua > li', (items) => items.map((li) => ({ title: li.querySelector('a').textContent, href: li.querySelector('a').getAttribute('href'), marks: [...li.querySelectorAll('mark')].map((m) => m.textContent), text: li.textContent })));
}

const expected = JSON.parse(process.env.SEARCHES || '[]');
const search = await open('tim-kiem.html');
for (const { query, first, least, marked, none } of expected) {
  await test(`search ${query}`, async () => {
    const found = await results(search, query);
    if (none) return found.length ? `found ${found.length}` : '';
    if (found.length < (least || 1)) return `only ${found.length} found`;
    if (first && !found[0].title.includes(first)) return `first is «${found[0].title}»`;
    if (marked && !found.some((f) => f.marks.some((m) => m.toLowerCase() === marked))) return `«${marked}» is not marked: ${JSON.stringify(found[0].marks)}`;
    return '';
  });
}
await test('a result leads to its paragraph', async () => {
  const found = await results(search, expected[0].query);
  const page = await open(found[0].href);
  const id = found[0].href.split('#')[1];
  return !id || (await page.$(`#${id}`)) ? '' : `no #${id}`;
});
await test('search from the address', async () => {
  const page = await open(`tim-kiem.html?q=${encodeURIComponent(expected[0].query)}`);
  await page.waitForSelector('#ket-qua > li', { timeout: 5000 });
});
await test('keyboard only', async () => {
  const page = await open('tim-kiem.html');
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.id === 'q')) break;
  }
  if (!(await page.evaluate(() => document.activeElement.id === 'q'))) return 'the field is not reached';
  await page.keyboard.type(expected[0].query);
  await page.waitForSelector('#ket-qua > li', { timeout: 5000 });
  for (let i = 0; i < 4 && !(await page.evaluate(() => document.activeElement.closest('#ket-qua'))); i++) await page.keyboard.press('Tab');
  if (!(await page.evaluate(() => !!document.activeElement.closest('#ket-qua')))) return 'no result is reached';
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => String(u) !== before, { timeout: 5000 });
  return '';
});
await test('skip link first', async () => {
  const page = await open('index.html');
  await page.keyboard.press('Tab');
  return (await page.evaluate(() => document.activeElement.getAttribute('href'))) === '#noi-dung' ? '' : 'the first stop is something else';
});
const kinds = (process.env.PAGES || 'index.html').split(' ');
for (const address of kinds) {
  await test(`no sideways scroll at 320 px: ${address}`, async () => {
    const page = await open(address, { viewport: { width: 320, height: 640 } });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    return over > 0 ? `${over} px` : '';
  });
  await test(`dark and print: ${address}`, async () => {
    const page = await open(address, { colorScheme: 'dark' });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await paper();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const print = await paper();
    const nav = await page.$$eval('nav', (all) => all.filter((n) => n.offsetParent !== null && getComputedStyle(n).display !== 'none' && n.closest('header')).length);
    if (dark === print) return `paper is ${dark} on both`;
    return nav ? 'the menu is printed' : '';
  });
}
await test('without JavaScript the pages are whole', async () => {
  const page = await open('index.html', { javaScriptEnabled: false });
  return (await page.$$('main a[href]')).length > 0 ? '' : 'no links';
});
await test('no request leaves, no error', async () => [...outside, ...errors].join(' '));
await browser.close();
console.log(`${passed} passed, ${faults} failed`);
process.exit(faults ? 1 : 0);
