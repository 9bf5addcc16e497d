/* The tidy passes in their order; each is in its own file and says there what it knows. */
#include "read/inner.h"

#include <string.h>

static const struct {
	const char *name;
	void (*run)(bt_reading *r);
	bool markdown; /* for Markdown too, which says itself what is a heading or a list */
} passes[] = {
	{"endmark", bt_pass_endmark, true},
	{"credit", bt_pass_credit, true},
	{"byline", bt_pass_byline, true},
	{"dateline", bt_pass_dateline, true},
	{"title", bt_pass_title, false},
	{"lead", bt_pass_lead, true},
	{"heading", bt_pass_heading, false},
	{"list", bt_pass_list, false},
	{"caption", bt_pass_caption, true},
	{"topic", bt_pass_topic, true},
	{"quote", bt_pass_quote, true},
	{"speaker", bt_pass_speaker, true},
};

const char *bt_pass_name(guint i) { return i < G_N_ELEMENTS(passes) ? passes[i].name : NULL; }

bool bt_run_passes(bt_doc *doc, const char *until)
{
	bt_reading r = {doc, bt_arena_new()};
	bool found = !until;
	for (gsize i = 0; i < G_N_ELEMENTS(passes); i++) {
		if (passes[i].markdown || !doc->markdown)
			passes[i].run(&r);
		if (until && strcmp(until, passes[i].name) == 0) {
			found = true;
			break;
		}
	}
	bt_arena_free(r.scratch);
	return found;
}
