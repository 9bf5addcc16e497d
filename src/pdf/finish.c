/* Finishes cairo's file. So far it is handed on as drawn. */
#include "pdf/record.h"

GBytes *bt_finish(const bt_record *record, GByteArray *drawn, const bt_file_info *info, char **fault)
{
	(void)record;
	(void)info;
	(void)fault;
	return g_bytes_new(drawn->data, drawn->len);
}
