/* Opens the print module (pdf/pdf.h says why it is one). Knows where it lies, not what it does. */
#include "report/print.h"

#include <dlfcn.h>

#define MODULE "bantin-print.so"

/* Beside the program in a build, in ../lib/bantin once installed. */
static void *open_module(void)
{
	static const char *const places[] = {".", "../lib/bantin"};
	g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *bin = exe ? g_path_get_dirname(exe) : NULL;
	void *module = NULL;
	for (gsize i = 0; bin && !module && i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(bin, places[i], MODULE, NULL);
		module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	}
	return module;
}

const bt_print_engine *bt_print_open(bt_diags *diags)
{
	static const bt_print_engine *engine;
	if (engine)
		return engine;
	/* A program that links the engine itself (tests, fuzzers) has the table already. */
	engine = dlsym(RTLD_DEFAULT, "bt_print_engine_table");
	void *module = engine ? NULL : open_module();
	if (module)
		engine = dlsym(module, "bt_print_engine_table");
	if (!engine)
		bt_say(diags, BT_D_DATA_MISSING, BT_NO_SPAN, MODULE, NULL);
	return engine;
}
