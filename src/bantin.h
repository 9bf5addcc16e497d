/* The one public header: reading a report and making its outputs from another C program. */
#ifndef BANTIN_H
#define BANTIN_H

#define BANTIN_VERSION "0.1.0"

#include "report/report.h"

#endif
