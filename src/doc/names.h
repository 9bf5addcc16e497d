/* The words for values of a node, shared by the dump and the XML (dump.c). Private to doc/. */
#ifndef BT_DOC_NAMES_H
#define BT_DOC_NAMES_H

extern const char *const bt_omission_names[];
extern const char *const bt_role_names[];
extern const char *const bt_align_names[];
extern const char *const bt_meta_names[];

#endif
