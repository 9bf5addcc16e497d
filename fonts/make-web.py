#!/usr/bin/python3
"""make-web.py [--check]   make fonts/web/*.woff2 and fonts/metrics.def from the vendored TTFs

Knows: which letters and OpenType features a page of ours can need, and the names the licence allows.
Must not know: templates, styles, anything of src/.

The same bytes come out every time with one version of fontTools and brotli (Debian 12: 4.38 and 1.0.9); other
versions may pack the same glyphs differently. --check makes all in memory and fails where a committed file differs.
"""
import io
import os
import sys
import unicodedata

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))

# source file, family, style, whether the style is one of the four that a family's basic names know
FACES = [
    ('SourceSans3-Regular', 'Bantin Sans', 'Regular', True),
    ('SourceSans3-SemiBold', 'Bantin Sans', 'SemiBold', False),
    ('SourceSans3-Bold', 'Bantin Sans', 'Bold', True),
    ('SourceSerif4-Regular', 'Bantin Serif', 'Regular', True),
    ('SourceSerif4-Italic', 'Bantin Serif', 'Italic', True),
    ('SourceSerif4-SemiBold', 'Bantin Serif', 'SemiBold', False),
    ('SourceSerif4-Bold', 'Bantin Serif', 'Bold', True),
]
METRICS = ['SourceSans3-Regular', 'SourceSans3-SemiBold', 'SourceSans3-Bold']

# No liga: the widths of metrics.def are letter by letter. No locl: its languages are not among our letters.
FEATURES = ['ccmp', 'kern', 'lnum', 'mark', 'mkmk', 'tnum']

TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
VIETNAMESE = {unicodedata.normalize('NFC', v + t) for b in 'aăâeêioôơuưy' for v in (b, b.upper()) for t in TONES} | {'đ', 'Đ'}
MARKS = '\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323'     # text is NFC, but a lone mark must not fall to another font
PUNCTUATION = '‐‒–—―‘’‚“”„†‡•…‰′″‹›⁄\u2009\u200b\u202f'
SYMBOLS = '⁰⁴⁵⁶⁷⁸⁹₂₫€№™−≈≠≤≥←↑→↓↗↘▲▼●✓'
INVISIBLE = [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]      # no width in a line, whatever glyph a font gives them


def letters():
    latin = [chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x100)]]
    return sorted({ord(c) for c in [*latin, *VIETNAMESE, *MARKS, *PUNCTUATION, *SYMBOLS]})


def source(stem):
    return TTFont(os.path.join(HERE, stem + '.ttf'), recalcTimestamp=False)


def rename(font, family, style, basic):
    """Only our own names, the copyright and the licence stay: "Source" is a reserved name (OFL, condition 3)."""
    old, names = font['name'], {}
    copyright, version = old.getDebugName(0), '%.3f' % font['head'].fontRevision
    postscript = family.replace(' ', '') + '-' + style
    names[0] = copyright
    names[1], names[2] = (family, style) if basic else (family + ' ' + style, 'Regular')
    names[3] = version + ';' + postscript
    names[4] = family + ' ' + style
    names[5] = 'Version ' + version
    names[6] = postscript
    names[13], names[14] = old.getDebugName(13), old.getDebugName(14)
    if not basic:
        names[16], names[17] = family, style
    old.names = []
    for key, value in sorted(names.items()):
        old.setName(value, key, 3, 1, 0x409)
    font['OS/2'].achVendID = 'NONE'


def web_font(stem, family, style, basic):
    font = source(stem)
    for tag in ('BASE', 'STAT', 'prep', 'gasp'):            # unhinted faces; no axis is left to describe
        if tag in font:
            del font[tag]
    options = subset.Options(layout_features=FEATURES, layout_scripts=['DFLT', 'latn'], name_IDs=['*'], notdef_outline=True,
                             hinting=False, glyph_names=False, legacy_kern=False, recalc_timestamp=False)
    options.recalc_average_width = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    rename(font, family, style, basic)
    font.flavor = 'woff2'
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def verify(data, stem):
    """A face that lacks a Vietnamese letter, or keeps the reserved name, is never written."""
    font = TTFont(io.BytesIO(data))
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    for c in sorted(VIETNAMESE | set('₫–—…×≈−²³“”←↑→↓')):
        pen = BoundsPen(glyphs)
        if ord(c) not in cmap:
            sys.exit('%s: no glyph for U+%04X %s' % (stem, ord(c), c))
        glyphs[cmap[ord(c)]].draw(pen)
        if not pen.bounds:
            sys.exit('%s: empty glyph for U+%04X %s' % (stem, ord(c), c))
    for record in font['name'].names:
        if record.nameID not in (0, 13, 14) and 'source' in record.toUnicode().lower():
            sys.exit('%s: name record %d keeps the reserved name: %s' % (stem, record.nameID, record.toUnicode()))


def metrics():
    faces = [(f.getBestCmap(), f['hmtx'], f['head'].unitsPerEm) for f in map(source, METRICS)]
    if any(em != 1000 for _, _, em in faces):
        sys.exit('metrics.def: a face is not drawn on 1000 units an em')
    lines = ['/* Advance widths of Source Sans 3 Regular, SemiBold, Bold, in 1/1000 em. Made by fonts/make-web.py: do not edit.',
             ' * Bantin Sans (fonts/web) has the same widths. Sorted by code point, for a binary search. No kerning: lines of',
             ' * a real report measure 0 to 2.0 % wider than they are drawn (mean 0.3 %), so a label that fits here fits on the page. */']
    for c in sorted({*letters(), *INVISIBLE}):
        if c in INVISIBLE:
            widths = [0, 0, 0]
        elif all(c in cmap for cmap, _, _ in faces):
            widths = [hmtx[cmap[c]][0] for cmap, hmtx, _ in faces]
        else:
            continue
        lines.append('BT_ADVANCE(0x%04X, %d, %d, %d)' % (c, *widths))
    return ('\n'.join(lines) + '\n').encode()


def outputs():
    for stem, family, style, basic in FACES:
        data = web_font(stem, family, style, basic)
        verify(data, stem)
        yield 'web/%s-%s.woff2' % (family.replace(' ', ''), style), data
    yield 'metrics.def', metrics()


def main(args):
    if args not in ([], ['--check']):
        sys.exit(__doc__)
    stale = []
    for name, data in outputs():
        path = os.path.join(HERE, name)
        try:
            with open(path, 'rb') as f:
                same = f.read() == data
        except FileNotFoundError:
            same = False
        if not same and args:
            stale.append(name)
        elif not same:
            with open(path + '.new', 'wb') as f:
                f.write(data)
            os.replace(path + '.new', path)
        print('%-32s %6d bytes%s' % (name, len(data), '' if same else '  differs' if args else '  written'))
    if stale:
        sys.exit('fonts: not what the script makes: ' + ', '.join(stale))


if __name__ == '__main__':
    main(sys.argv[1:])
