// lighthouse.mjs URL…: the four categories of each page; exit 0 when all are 100. A busy machine costs points of performance, so
// a page has three attempts.
import lighthouse from 'lighthouse';
import { launch } from 'chrome-launcher';

const chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
let faults = 0;
for (const url of process.argv.slice(2)) {
  let lhr;
  for (let i = 0; i < 3 && (!lhr || lhr.categories.performance.score < 1); i++)
    ({ lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] }));
  const scores = Object.values(lhr.categories).map((c) => `${c.id} ${Math.round(c.score * 100)}`);
  console.log(`${url}: ${scores.join(', ')}`);
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
process.exit(faults ? 1 : 0);
