/* What the print module offers to the program that opens it. Knows the names of the calls only. */
#include "pdf/pdf.h"

const bt_print_engine bt_print_engine_table = {
	.layout = bt_pages_layout,
	.chart = bt_pages_chart,
	.free = bt_pages_free,
	.count = bt_pages_count,
	.dump = bt_pages_dump,
	.write = bt_pdf_write,
	.edition = bt_pages_edition,
	.article = bt_pages_article,
	.write_edition = bt_pdf_edition,
	.booklet = bt_pdf_booklet,
	.attached = bt_pdf_attached,
	.pictures = bt_png_write,
	.svg = bt_svg_write,
};
