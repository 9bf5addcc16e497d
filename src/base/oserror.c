/* Error numbers of the system in words for clerks. Knows no file. */
#include "base/base.h"

#include <errno.h>

const char *bt_error_text(int error, bt_lang lang)
{
	static const struct {
		int error;
		const char *text[2]; /* by bt_lang */
	} known[] = {
		{ENOENT, {[BT_LANG_EN] = "no such file or folder", [BT_LANG_VI] = "không có tệp hay thư mục này"}},
		{ENOTDIR, {[BT_LANG_EN] = "a part of the path is not a folder", [BT_LANG_VI] = "một phần của đường dẫn không phải thư mục"}},
		{EISDIR, {[BT_LANG_EN] = "it is a folder", [BT_LANG_VI] = "đây là thư mục"}},
		{EACCES, {[BT_LANG_EN] = "no permission", [BT_LANG_VI] = "không có quyền"}},
		{EPERM, {[BT_LANG_EN] = "not permitted", [BT_LANG_VI] = "không được phép"}},
		{EROFS, {[BT_LANG_EN] = "the disk is read-only", [BT_LANG_VI] = "đĩa chỉ cho đọc"}},
		{ENOSPC, {[BT_LANG_EN] = "the disk is full", [BT_LANG_VI] = "đĩa đầy"}},
		{EDQUOT, {[BT_LANG_EN] = "the quota is used up", [BT_LANG_VI] = "hết hạn mức đĩa"}},
		{EFBIG, {[BT_LANG_EN] = "larger than files may be here", [BT_LANG_VI] = "lớn hơn mức tệp được phép"}},
		{EIO, {[BT_LANG_EN] = "the disk has an error", [BT_LANG_VI] = "đĩa có lỗi"}},
		{EPIPE, {[BT_LANG_EN] = "nobody reads it any more", [BT_LANG_VI] = "không còn ai đọc"}},
		{EBADF, {[BT_LANG_EN] = "it is closed", [BT_LANG_VI] = "đã bị đóng"}},
		{ENAMETOOLONG, {[BT_LANG_EN] = "the name is too long", [BT_LANG_VI] = "tên quá dài"}},
		{ELOOP, {[BT_LANG_EN] = "links lead in a circle", [BT_LANG_VI] = "liên kết vòng tròn"}},
		{EMFILE, {[BT_LANG_EN] = "too many open files", [BT_LANG_VI] = "mở quá nhiều tệp"}},
		{ENFILE, {[BT_LANG_EN] = "too many open files", [BT_LANG_VI] = "mở quá nhiều tệp"}},
		{ENOMEM, {[BT_LANG_EN] = "out of memory", [BT_LANG_VI] = "hết bộ nhớ"}},
		{EAGAIN, {[BT_LANG_EN] = "too many processes", [BT_LANG_VI] = "quá nhiều tiến trình"}},
		{EXDEV, {[BT_LANG_EN] = "it leads out of its folder", [BT_LANG_VI] = "dẫn ra ngoài thư mục"}},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (known[i].error == error)
			return known[i].text[lang];
	return g_strerror(error);
}
