/* The plan: who is published, under which address, on which lists. Knows heads of reports, no text and no file. */
#include "site/build.h"

#include <string.h>

#define SLUG_MAX 80
#define LIST_MAX 40 /* on one page; when there are more, each year has a page of its own */
#define FRONT_MAX 20

/* ------------------------------------------------------------------ who is published */

bool bt_plan_chosen(const bt_known *known, const bt_site_options *options)
{
	const bt_record *head = &known->head;
	bool due = !options->today || !head->date || strcmp(head->date, options->today) <= 0;
	return known->key && (options->drafts || (!head->draft && due));
}

static void say_held_back(const bt_known *known, const bt_site_options *options, bt_diags *diags)
{
	const bt_record *head = &known->head;
	g_autofree char *path = g_build_filename(options->folder, known->below, NULL);
	bt_diags_about(diags, path, NULL, 0);
	if (head->draft)
		bt_say(diags, BT_D_SITE_DRAFT, BT_NO_SPAN, NULL);
	else
		bt_say(diags, BT_D_SITE_FUTURE, BT_NO_SPAN, head->date, NULL);
}

/* ------------------------------------------------------------------ addresses */

static int digit(char c) { return c - '0'; } /* of an ISO date */
static int year_of(const char *date) { return date ? digit(date[0]) * 1000 + digit(date[1]) * 100 + digit(date[2]) * 10 + digit(date[3]) : 0; }

/* "2024/ten-bai", before it is known whether that is free. In the arena. */
static const char *wanted_stem(const bt_record *head, bt_arena *arena)
{
	g_autofree char *base = g_path_get_basename(head->path);
	char *dot = strrchr(base, '.');
	if (dot && dot > base)
		*dot = 0;
	g_autofree char *slug = bt_slug(head->title ? head->title : base, SLUG_MAX);
	char year[] = "0000";
	if (head->date)
		memcpy(year, head->date, strnlen(head->date, 4));
	return bt_arena_concat(arena, year, "/", *slug ? slug : "bai", NULL);
}

/* The stem is the wanted one, or that with a number. */
static bool suits(const char *stem, const char *wanted)
{
	gsize n = strlen(wanted);
	if (strncmp(stem, wanted, n) != 0)
		return false;
	return !stem[n] || (stem[n] == '-' && stem[n + 1] && strspn(stem + n + 1, "0123456789") == strlen(stem + n + 1));
}

static const char *free_stem(const char *wanted, GHashTable *taken, bt_arena *arena)
{
	const char *stem = wanted;
	for (int n = 2; g_hash_table_contains(taken, stem); n++)
		stem = bt_arena_printf(arena, "%s-%d", wanted, n);
	return stem;
}

static int by_age(gconstpointer a, gconstpointer b)
{
	const bt_known *one = *(bt_known *const *)a, *other = *(bt_known *const *)b;
	int order = g_strcmp0(one->head.date, other->head.date);
	return order ? order : strcmp(one->below, other->below);
}

/* A former address of the report itself may be its address again. */
static void take_former_back(bt_cache *cache, const char *stem)
{
	for (guint i = cache->formers->len; i-- > 0;)
		if (strcmp(g_array_index(cache->formers, bt_former, i).stem, stem) == 0)
			g_array_remove_index(cache->formers, i);
}

static bool was_its(const bt_cache *cache, const char *stem, const char *below)
{
	for (guint i = 0; i < cache->formers->len; i++) {
		const bt_former *former = &g_array_index(cache->formers, bt_former, i);
		if (strcmp(former->stem, stem) == 0 && strcmp(former->below, below) == 0)
			return true;
	}
	return false;
}

static void give_stem(bt_cache *cache, bt_known *known, GHashTable *taken)
{
	const char *wanted = wanted_stem(&known->head, cache->arena);
	const char *stem = was_its(cache, wanted, known->below) ? wanted : free_stem(wanted, taken, cache->arena);
	if (known->stem && g_hash_table_add(taken, (gpointer)known->stem)) { /* nobody else has it */
		const bt_former former = {known->stem, known->below};
		g_array_append_val(cache->formers, former);
	}
	take_former_back(cache, stem);
	known->stem = stem;
	known->stem_hash = bt_hash_text(0, stem);
	g_hash_table_add(taken, (gpointer)stem);
}

/* It has an address, which still says what it is called. */
static bool has_stem(const bt_cache *cache, const bt_known *known)
{
	return known->stem && (known->settled || suits(known->stem, wanted_stem(&known->head, cache->arena)));
}

/* The addresses that are not free, of those who have theirs and of former ones; and that of the year itself where others come in.
 * Caller unrefs. */
static GHashTable *taken_stems(const bt_cache *cache, const GPtrArray *chosen, const GPtrArray *lacking)
{
	static const char *const fixed[] = {"index", "quy-1", "quy-2", "quy-3", "quy-4"};
	GHashTable *taken = g_hash_table_new(bt_hash_key, g_str_equal);
	for (guint i = 0; i < cache->formers->len; i++)
		g_hash_table_add(taken, (gpointer)g_array_index(cache->formers, bt_former, i).stem);
	for (guint i = 0, k = 0; i < chosen->len; i++) {
		const bt_known *known = chosen->pdata[i];
		if (k < lacking->len && lacking->pdata[k] == known)
			k++;
		else
			g_hash_table_add(taken, (gpointer)known->stem);
	}
	for (guint i = 0, last = G_MAXUINT; i < lacking->len; i++) {
		const char *date = ((const bt_known *)lacking->pdata[i])->head.date;
		guint year = (guint)year_of(date);
		for (gsize k = 0; year != last && k < G_N_ELEMENTS(fixed); k++)
			g_hash_table_add(taken, bt_arena_printf(cache->arena, "%.4s/%s", date ? date : "0000", fixed[k]));
		last = year; /* they mostly come by years */
	}
	return taken;
}

/* Addresses stay as they are once published. New ones are given in the order of dates, so that it does not matter in which
 * order reports were found. Those of the last build were all different; one that was held back since may find its own given away. */
static void give_stems(bt_cache *cache, const GPtrArray *chosen)
{
	g_autoptr(GPtrArray) lacking = g_ptr_array_new();
	for (guint i = 0; i < chosen->len; i++) {
		const bt_known *known = chosen->pdata[i];
		if (known->order < 0 || !has_stem(cache, known))
			g_ptr_array_add(lacking, chosen->pdata[i]);
	}
	if (!lacking->len)
		return;
	g_autoptr(GHashTable) taken = taken_stems(cache, chosen, lacking);
	g_autoptr(GPtrArray) left = g_ptr_array_new();
	for (guint i = 0; i < lacking->len; i++) {
		const bt_known *known = lacking->pdata[i];
		if (known->order >= 0 || !has_stem(cache, known) || !g_hash_table_add(taken, (gpointer)known->stem))
			g_ptr_array_add(left, lacking->pdata[i]);
	}
	g_ptr_array_sort(left, by_age);
	for (guint i = 0; i < left->len; i++)
		give_stem(cache, left->pdata[i], taken);
}

/* ------------------------------------------------------------------ lists */

static bt_list *new_list(bt_plan *plan, bt_list_kind kind, const char *name, const char *address)
{
	bt_list *list = bt_arena_new0(plan->arena, bt_list, 1);
	*list = (bt_list){.kind = kind, .name = name, .address = address, .hash = bt_hash_text(bt_hash_text(0, name), address)};
	list->articles = g_array_new(FALSE, FALSE, sizeof(int));
	list->parts = g_ptr_array_new();
	g_ptr_array_add(plan->lists, list);
	return list;
}

/* Lists of one kind, by what people write. One name is spelled in several ways; the office's list, then the oldest report,
 * decides how it is shown. */
struct names {
	bt_list_kind kind;
	const char *folder;
	GPtrArray *lists;
	GHashTable *by_text, *by_key, *slugs; /* as written; spelling key; slugs given */
};

static struct names new_names(bt_list_kind kind, const char *folder, GPtrArray *lists)
{
	return (struct names){kind, folder, lists, g_hash_table_new(bt_hash_key, g_str_equal), g_hash_table_new_full(bt_hash_key, g_str_equal, g_free, NULL),
			      g_hash_table_new_full(bt_hash_key, g_str_equal, g_free, NULL)};
}

static void free_names(struct names *names)
{
	g_hash_table_unref(names->by_text);
	g_hash_table_unref(names->by_key);
	g_hash_table_unref(names->slugs);
}

static const char *list_address(bt_plan *plan, struct names *names, const char *text)
{
	g_autofree char *slug = bt_slug(text, SLUG_MAX);
	GString *unique = g_string_new(*slug ? slug : "muc");
	gsize len = unique->len;
	for (int n = 2; g_hash_table_contains(names->slugs, unique->str); n++) {
		g_string_truncate(unique, len);
		g_string_append_printf(unique, "-%d", n);
	}
	const char *address = bt_arena_printf(plan->arena, "%s/%s.html", names->folder, unique->str);
	g_hash_table_add(names->slugs, g_string_free(unique, FALSE));
	return address;
}

static bt_list *list_of(bt_plan *plan, struct names *names, const char *text)
{
	bt_list *list = text ? g_hash_table_lookup(names->by_text, text) : NULL;
	if (list || !text)
		return list;
	char *key = bt_spelling_key(text, -1);
	list = g_hash_table_lookup(names->by_key, key);
	if (!list) {
		list = new_list(plan, names->kind, bt_arena_strdup(plan->arena, text), list_address(plan, names, text));
		g_ptr_array_add(names->lists, list);
		g_hash_table_insert(names->by_key, key, list);
	} else {
		g_free(key);
	}
	g_hash_table_insert(names->by_text, (gpointer)text, list);
	return list;
}

static const bt_list *const *tags_of(bt_plan *plan, struct names *names, const bt_record *head)
{
	guint n = g_strv_length((char **)head->tags), used = 0;
	const bt_list **tags = bt_arena_new0(plan->arena, const bt_list *, n + 1);
	for (guint i = 0; i < n; i++) {
		const bt_list *list = list_of(plan, names, head->tags[i]);
		bool twice = false;
		for (guint k = 0; k < used; k++)
			twice |= tags[k] == list;
		if (!twice)
			tags[used++] = list;
	}
	return tags;
}

static int quarter_of(const char *date) { return (digit(date[5]) * 10 + digit(date[6]) - 1) / 3 + 1; }

/* The page of a year and those of its quarters; articles come newest first, so the last year is the wanted one. */
static bt_list *quarter_list(bt_plan *plan, const char *date)
{
	static const char *const roman[] = {"", "I", "II", "III", "IV"};
	int year = year_of(date), quarter = quarter_of(date);
	bt_list *list = plan->years->len ? plan->years->pdata[plan->years->len - 1] : NULL;
	if (!list || list->year != year) {
		list = new_list(plan, BT_LIST_YEAR, bt_arena_printf(plan->arena, "%d", year), bt_arena_printf(plan->arena, "%04d/index.html", year));
		list->year = year;
		g_ptr_array_add(plan->years, list);
	}
	bt_list *part = list->parts->len ? list->parts->pdata[list->parts->len - 1] : NULL;
	if (part && part->quarter == quarter)
		return part;
	part = new_list(plan, BT_LIST_QUARTER, bt_arena_printf(plan->arena, "Quý %s/%d", roman[quarter], year),
			bt_arena_printf(plan->arena, "%04d/quy-%d.html", year, quarter));
	part->year = year;
	part->quarter = quarter;
	g_ptr_array_add(list->parts, part);
	return part;
}

/* Too long a list is split: a page a year with all of the year, the newest on the page itself. */
static void split(bt_plan *plan, struct names *names, bt_list *list)
{
	if (list->articles->len <= LIST_MAX)
		return;
	for (guint i = 0; i < list->articles->len; i++) {
		int article = g_array_index(list->articles, int, i);
		int year = g_array_index(plan->articles, bt_planned, article).year;
		bt_list *part = list->parts->len ? list->parts->pdata[list->parts->len - 1] : NULL;
		if (!part || part->year != year) {
			g_autofree char *name = g_strdup_printf("%s %04d", list->name, year);
			part = new_list(plan, list->kind, list->name, list_address(plan, names, name));
			part->year = year;
			part->whole = list;
			g_ptr_array_add(list->parts, part);
		}
		g_array_append_val(part->articles, article);
	}
	g_array_set_size(list->articles, LIST_MAX);
}

static int by_name(gconstpointer a, gconstpointer b) { return bt_collate((*(bt_list *const *)a)->name, (*(bt_list *const *)b)->name); }

/* Sections that the office names and nobody writes for have no page. */
static void drop_empty_sections(bt_plan *plan)
{
	guint kept = 0;
	for (guint i = 0; i < plan->sections->len; i++) {
		bt_list *list = plan->sections->pdata[i];
		if (list->articles->len) {
			plan->sections->pdata[kept++] = list;
			continue;
		}
		g_ptr_array_remove(plan->lists, list);
		g_array_unref(list->articles);
		g_ptr_array_unref(list->parts);
	}
	g_ptr_array_set_size(plan->sections, kept);
}

static void add_to(bt_list *list, int article)
{
	if (list)
		g_array_append_val(list->articles, article);
}

static void put_on_lists(bt_plan *plan)
{
	for (guint i = 0; i < plan->articles->len; i++) {
		bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		bt_list *quarter = article->head->date ? quarter_list(plan, article->head->date) : NULL;
		article->quarter = quarter;
		add_to((bt_list *)article->section, (int)i);
		add_to(quarter, (int)i);
		if (quarter)
			add_to(plan->years->pdata[plan->years->len - 1], (int)i);
		for (guint k = 0; article->tags[k]; k++)
			add_to((bt_list *)article->tags[k], (int)i);
		if (i < FRONT_MAX)
			add_to((bt_list *)plan->front, (int)i);
		article->newer = (int)i - 1;
		article->older = i + 1 < plan->articles->len ? (int)i + 1 : -1;
	}
}

static void make_lists(bt_plan *plan)
{
	struct names sections = new_names(BT_LIST_SECTION, "chuyen-muc", plan->sections), tags = new_names(BT_LIST_TAG, "tu-khoa", plan->tags);
	plan->front = new_list(plan, BT_LIST_FRONT, "", "index.html");
	g_auto(GStrv) own = bt_project_list(plan->project, BT_OFFICE_SECTIONS);
	for (char **name = own; *name; name++)
		list_of(plan, &sections, bt_arena_strdup(plan->arena, *name));
	guint n_own = plan->sections->len;
	/* Names come into being with the oldest report that has them: addresses and spellings then stay as they are. */
	for (guint i = plan->articles->len; i-- > 0;) {
		bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		article->section = list_of(plan, &sections, article->head->section);
		article->tags = tags_of(plan, &tags, article->head);
	}
	if (plan->sections->len > n_own) /* after the office's own, in its order, the others by name */
		qsort(plan->sections->pdata + n_own, plan->sections->len - n_own, sizeof(gpointer), by_name);
	g_ptr_array_sort(plan->tags, by_name);
	put_on_lists(plan);
	drop_empty_sections(plan);
	bt_plan_relate(plan); /* while lists are whole */
	for (guint i = 0; i < plan->sections->len; i++)
		split(plan, &sections, plan->sections->pdata[i]);
	for (guint i = 0; i < plan->tags->len; i++)
		split(plan, &tags, plan->tags->pdata[i]);
	for (guint i = 0; i < plan->years->len; i++) {
		bt_list *year = plan->years->pdata[i];
		g_ptr_array_add(plan->front->parts, year);
		g_array_set_size(year->articles, MIN(year->articles->len, LIST_MAX));
	}
	free_names(&sections);
	free_names(&tags);
}

/* ------------------------------------------------------------------ the plan */

/* Newest first; then by title, path. */
static int by_news(gconstpointer a, gconstpointer b)
{
	const bt_known *one = *(bt_known *const *)a, *other = *(bt_known *const *)b;
	int order = g_strcmp0(other->head.date, one->head.date);
	if (!order)
		order = bt_collate(one->head.title ? one->head.title : "", other->head.title ? other->head.title : "");
	return order ? order : strcmp(one->below, other->below);
}

/* Published by the last build, and the same since: it stands among such as it stood. */
static bool stayed(const bt_known *known) { return known->settled && known->order >= 0; }

/* The order of by_news, in which most were already: only the others are sorted, and put between. */
static void sort_by_news(GPtrArray *chosen)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new(), others = g_ptr_array_new(); /* those of the last build; some are empty */
	for (guint i = 0; i < chosen->len; i++) {
		bt_known *known = chosen->pdata[i];
		if (!stayed(known)) {
			g_ptr_array_add(others, known);
			continue;
		}
		if ((guint)known->order >= places->len)
			g_ptr_array_set_size(places, known->order + 1);
		places->pdata[known->order] = known;
	}
	g_ptr_array_sort(others, by_news);
	guint next = 0, n = 0;
	for (guint i = 0; i < places->len; i++) {
		if (!places->pdata[i])
			continue;
		for (; next < others->len && by_news(&others->pdata[next], &places->pdata[i]) < 0; next++)
			chosen->pdata[n++] = others->pdata[next];
		chosen->pdata[n++] = places->pdata[i];
	}
	for (; next < others->len; next++)
		chosen->pdata[n++] = others->pdata[next];
}

static bt_plan *new_plan(bt_project *project, const bt_site_options *options)
{
	bt_plan *plan = g_new0(bt_plan, 1);
	plan->arena = bt_arena_new();
	plan->project = project;
	plan->articles = g_array_new(FALSE, TRUE, sizeof(bt_planned));
	plan->lists = g_ptr_array_new();
	plan->sections = g_ptr_array_new();
	plan->tags = g_ptr_array_new();
	plan->years = g_ptr_array_new();
	plan->owners = g_ptr_array_new();
	plan->moved = g_array_new(FALSE, TRUE, sizeof(bt_moved));
	plan->pdf = options->pdf;
	const char *base = project->office[BT_OFFICE_BASE_URL];
	gsize len = base ? strlen(base) : 0;
	while (len && base[len - 1] == '/')
		len--;
	plan->base_url = len ? bt_arena_strndup(plan->arena, base, len) : NULL;
	return plan;
}

void bt_plan_free(bt_plan *plan)
{
	if (!plan)
		return;
	for (guint i = 0; i < plan->lists->len; i++) {
		bt_list *list = plan->lists->pdata[i];
		g_array_unref(list->articles);
		g_ptr_array_unref(list->parts);
	}
	g_array_unref(plan->articles);
	g_ptr_array_unref(plan->lists);
	g_ptr_array_unref(plan->sections);
	g_ptr_array_unref(plan->tags);
	g_ptr_array_unref(plan->years);
	g_ptr_array_unref(plan->owners);
	g_array_unref(plan->moved);
	if (plan->by_path)
		g_hash_table_unref(plan->by_path);
	bt_arena_free(plan->arena);
	g_free(plan);
}

/* Former addresses lead to where the article is now; those of articles that are gone are free again. */
static void note_moved(bt_plan *plan, bt_cache *cache)
{
	for (guint i = 0; i < cache->formers->len; i++) {
		const bt_former *former = &g_array_index(cache->formers, bt_former, i);
		const bt_known *known = bt_cache_find(cache, former->below);
		if (!known || known->order < 0) {
			g_array_remove_index(cache->formers, i--);
			continue;
		}
		const bt_moved moved = {bt_arena_printf(plan->arena, "%s.html", former->stem), bt_arena_printf(plan->arena, "%s.html", known->stem), known};
		g_array_append_val(plan->moved, moved);
	}
}

void bt_plan_note_path(bt_plan *plan, int article)
{
	if (!plan->by_path)
		plan->by_path = g_hash_table_new(bt_hash_key, g_str_equal);
	g_hash_table_insert(plan->by_path, (gpointer)g_array_index(plan->articles, bt_planned, article).head->path, GUINT_TO_POINTER(article + 1));
}

bt_plan *bt_plan_make(bt_project *project, bt_cache *cache, const bt_site_options *options, bt_diags *diags)
{
	bt_plan *plan = new_plan(project, options);
	g_autoptr(GPtrArray) chosen = g_ptr_array_sized_new(cache->reports->len);
	for (guint i = 0; i < cache->reports->len; i++) {
		bt_known *known = cache->reports->pdata[i];
		if (bt_plan_chosen(known, options)) {
			g_ptr_array_add(chosen, known);
			continue;
		}
		known->order = -1;
		if (known->key)
			say_held_back(known, options, diags);
	}
	give_stems(cache, chosen);
	sort_by_news(chosen);
	g_array_set_size(plan->articles, chosen->len);
	for (guint i = 0; i < chosen->len; i++) {
		bt_known *known = chosen->pdata[i];
		if (known->order != (int)i) /* memory that is only read stays shared with the workers */
			known->order = (int)i;
		g_array_index(plan->articles, bt_planned, i) = (bt_planned){.head = &known->head, .stem = known->stem, .known = known, .year = year_of(known->head.date), .related = {-1, -1, -1}};
	}
	make_lists(plan);
	note_moved(plan, cache);
	return plan;
}
