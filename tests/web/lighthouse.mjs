// lighthouse.mjs SITE PAGE…: the four categories of each page of the folder SITE, served here; exit 0 when all are 100. A busy
// machine costs points of performance, so a page has three attempts. Texts are sent compressed, as web servers send them.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import { launch } from 'chrome-launcher';

const [site, ...pages] = process.argv.slice(2);
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.woff2': 'font/woff2', '.jpg': 'image/jpeg', '.png': 'image/png', '.txt': 'text/plain', '.xml': 'application/xml' };
const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
  try {
    const body = await readFile(join(site, path));
    const type = types[extname(path)] || 'application/octet-stream';
    const packed = /^text/.test(type) && /\bgzip\b/.test(request.headers['accept-encoding']);
    response.writeHead(200, { 'Content-Type': type, ...(packed && { 'Content-Encoding': 'gzip' }) }).end(packed ? gzipSync(body) : body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const base = `http://127.0.0.1:${server.address().port}`;

const chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
let faults = 0;
for (const page of pages) {
  const url = `${base}/${page}`;
  let lhr;
  for (let i = 0; i < 3 && (!lhr || lhr.categories.performance.score < 1); i++)
    ({ lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] }));
  const scores = Object.values(lhr.categories).map((c) => `${c.id} ${Math.round(c.score * 100)}`);
  console.log(`${page}: ${scores.join(', ')}`);
  for (const category of Object.values(lhr.categories)) {
    if (category.score >= 1) continue;
    faults++;
    for (const ref of category.auditRefs) {
      const audit = lhr.audits[ref.id];
      if (ref.weight && audit.score !== null && audit.score < 1) console.log(`  ${ref.id}: ${audit.title} ${audit.displayValue || ''}`);
    }
  }
}
await chrome.kill();
server.close();
process.exit(faults ? 1 : 0);
