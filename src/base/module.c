/* Opens modules beside the program in a build, in ../lib/bantin once installed. */
#include "base/module.h"

#include <dlfcn.h>

static void *open_module(const char *file)
{
	static const char *const places[] = {".", "../lib/bantin"};
	g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *bin = exe ? g_path_get_dirname(exe) : NULL;
	void *module = NULL;
	for (gsize i = 0; bin && !module && i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(bin, places[i], file, NULL);
		module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	}
	return module;
}

const void *bt_module_table(const char *file, const char *table, bt_diags *diags)
{
	const void *found = dlsym(RTLD_DEFAULT, table);
	void *module = found ? NULL : open_module(file);
	if (module)
		found = dlsym(module, table);
	if (!found)
		bt_say(diags, BT_D_DATA_MISSING, BT_NO_SPAN, file, NULL);
	return found;
}
