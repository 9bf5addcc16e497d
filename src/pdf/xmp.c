/* The metadata packet: what the file claims to be, and the same title, author and dates as Info. */
#include "pdf/record.h"

static void put_alt(GString *out, const char *tag, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", tag);
	bt_esc_text(out, text);
	g_string_append_printf(out, "</rdf:li></rdf:Alt></%s>\n", tag);
}

static void put_simple(GString *out, const char *tag, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "<%s>", tag);
	bt_esc_text(out, text);
	g_string_append_printf(out, "</%s>\n", tag);
}

/* PDF/A knows no pdfuaid: it is described here. */
static void put_extension(GString *out)
{
	g_string_append(out,
		"<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
		"xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
		"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
		"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
		"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
		"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
		"<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part of ISO 14289</pdfaProperty:description>\n"
		"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
		"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

GString *bt_xmp(const bt_file_info *info)
{
	GString *out = g_string_new("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
				    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
				    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
				    "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
				    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
	put_alt(out, "dc:title", info->title);
	if (info->author) {
		g_string_append(out, "<dc:creator><rdf:Seq><rdf:li>");
		bt_esc_text(out, info->author);
		g_string_append(out, "</rdf:li></rdf:Seq></dc:creator>\n");
	}
	put_alt(out, "dc:description", info->subject);
	g_string_append(out, "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>\n<dc:format>application/pdf</dc:format>\n");
	put_simple(out, "xmp:CreatorTool", "bantin");
	put_simple(out, "pdf:Producer", "bantin");
	put_simple(out, "pdf:Keywords", info->keywords);
	put_simple(out, "xmp:CreateDate", info->date);
	put_simple(out, "xmp:ModifyDate", info->date);
	g_string_append_printf(out, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
				    "</rdf:Description>\n", info->part);
	put_extension(out);
	g_string_append(out, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
	return out;
}
