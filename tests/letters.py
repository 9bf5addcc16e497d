"""letters.py SOURCE XML: exit 0 when the letters and digits of the source are those of the tree."""
import sys
import unicodedata
import xml.etree.ElementTree as tree


def letters(text):
    return [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]


def decode(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


with open(sys.argv[1], "rb") as f:
    source = letters(decode(f.read()))
root = tree.parse(sys.argv[2]).getroot()
document = root.find("{urn:bantin:report:1}document")
# A character reference of Markdown stands in the XML as what it means; cases avoid them.
kept = letters("".join(document.itertext()))
if source != kept:
    at = next((i for i, (a, b) in enumerate(zip(source, kept)) if a != b), min(len(source), len(kept)))
    sys.exit(f"letters differ at {at}: {''.join(source[at:at+20])} / {''.join(kept[at:at+20])}")
