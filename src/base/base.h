/* What every folder may use: memory, messages, Vietnamese text, exact decimals, escaping, files.
 * GLib only; knows nothing of reports. */
#ifndef BT_BASE_BASE_H
#define BT_BASE_BASE_H

#include "base/arena.h"
#include "base/codec.h"
#include "base/csv.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/module.h"
#include "base/nobreak.h"
#include "base/num.h"
#include "base/picture.h"
#include "base/span.h"
#include "base/text.h"
#include "base/write.h"

#endif
