// data.mjs SITE: feed.json, and the NewsArticle of every article, by schemas of our own; a line for each fault.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const site = process.argv[2];
let faults = 0, seen = 0;
const fault = (where, text) => { faults++; console.log(`${where}: ${text}`); };

const text = (v) => typeof v === 'string' && v.length > 0;
const url = (v) => text(v) && /^https?:\/\/\S+$/.test(v);
const moment = (v) => text(v) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(v) && !isNaN(Date.parse(v));
const list = (test) => (v) => Array.isArray(v) && v.length > 0 && v.every(test);
const thing = (type) => (v) => v && v['@type'] === type && text(v.name);
const either = (...tests) => (v) => tests.some((test) => test(v));

// name: [required, test]; other names are faults
const feed = { version: [true, (v) => v === 'https://jsonfeed.org/version/1.1'], title: [true, text], language: [true, (v) => v === 'vi'],
  home_page_url: [false, url], feed_url: [false, url], authors: [true, list((a) => text(a.name))], items: [true, Array.isArray] };
const item = { id: [true, (v) => /^urn:uuid:[0-9a-f-]{36}$/.test(v)], url: [true, text], title: [true, text], summary: [false, text],
  content_html: [true, text], date_published: [true, moment], authors: [false, list((a) => text(a.name))], tags: [false, list(text)] };
const news = { '@context': [true, (v) => v === 'https://schema.org'], '@type': [true, (v) => v === 'NewsArticle'], headline: [true, text],
  datePublished: [false, (v) => !isNaN(Date.parse(v))], dateModified: [false, (v) => !isNaN(Date.parse(v))], inLanguage: [true, (v) => v === 'vi'],
  isAccessibleForFree: [false, (v) => v === true], author: [true, either(thing('Organization'), list(thing('Person')))], publisher: [true, thing('Organization')], image: [false, either(url, list(url))],
  description: [false, text], articleSection: [false, text], keywords: [false, either(text, list(text))], mainEntityOfPage: [false, url], url: [false, url] };

function check(where, object, schema) {
  for (const [name, [required, test]] of Object.entries(schema)) {
    if (object[name] === undefined) { if (required) fault(where, `no ${name}`); } else if (!test(object[name])) fault(where, `${name}: ${JSON.stringify(object[name]).slice(0, 80)}`);
  }
  for (const name of Object.keys(object)) if (!schema[name]) fault(where, `unknown ${name}`);
}

const json = JSON.parse(readFileSync(join(site, 'feed.json'), 'utf8'));
check('feed.json', json, feed);
json.items.forEach((i, n) => check(`feed.json item ${n}`, i, item));
if (new Set(json.items.map((i) => i.id)).size !== json.items.length) fault('feed.json', 'ids are not unique');

for (const year of readdirSync(site).filter((name) => /^\d{4}$/.test(name))) {
  for (const name of readdirSync(join(site, year)).filter((n) => n.endsWith('.html'))) {
    const page = readFileSync(join(site, year, name), 'utf8');
    const block = page.match(/<script type="application\/ld\+json"[^>]*>([\s\S]*?)<\/script>/);
    if (!/<article/.test(page) || !block) continue;
    seen++;
    check(`${year}/${name}`, JSON.parse(block[1]), news);
  }
}
if (!seen) fault(site, 'no article with a NewsArticle');
console.log(`${json.items.length} feed items, ${seen} articles, ${faults} faults`);
process.exit(faults ? 1 : 0);
