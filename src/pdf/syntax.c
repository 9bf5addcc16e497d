/* Reads PDF syntax as this folder writes it: tokens, values, entries of dictionaries. Knows no object numbers and no meaning. */
#include "pdf/finish.h"

#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
static bool is_delimiter(char c)
{
	return c == '/' || c == '<' || c == '>' || c == '[' || c == ']' || c == '(' || c == ')' || c == '{' || c == '}' || c == '%';
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && (is_space(*p) || *p == '%')) {
		if (*p == '%')
			while (p < end && *p != '\n' && *p != '\r')
				p++;
		else
			p++;
	}
	return p;
}

static const char *end_of_string(const char *p, const char *end)
{
	int depth = 0;
	for (; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return end;
}

bt_token bt_pdf_token(const char *p, const char *end)
{
	bt_token t = {skip_space(p, end), end};
	p = t.from;
	if (p >= end)
		return t;
	if (*p == '(') {
		t.to = end_of_string(p, end);
	} else if (end - p > 1 && (memcmp(p, "<<", 2) == 0 || memcmp(p, ">>", 2) == 0)) {
		t.to = p + 2;
	} else if (*p == '<') {
		const char *close = memchr(p, '>', (gsize)(end - p));
		t.to = close ? close + 1 : end;
	} else if (*p == '[' || *p == ']') {
		t.to = p + 1;
	} else {
		for (p++; p < end && !is_space(*p) && !is_delimiter(*p); p++)
			;
		t.to = p;
	}
	return t;
}

bool bt_token_is(bt_token t, const char *word) { return (gsize)(t.to - t.from) == strlen(word) && memcmp(t.from, word, strlen(word)) == 0; }

int bt_token_number(bt_token t)
{
	int n = 0;
	if (t.from >= t.to)
		return -1;
	for (const char *p = t.from; p < t.to; p++) {
		if (!g_ascii_isdigit(*p) || n > 100000000)
			return -1;
		n = n * 10 + (*p - '0');
	}
	return n;
}

/* "51 0 R" at p: its number and the token that ends it; else -1. */
static int reference_at(const char *p, const char *end, bt_token *last)
{
	bt_token n = bt_pdf_token(p, end), generation = bt_pdf_token(n.to, end);
	*last = bt_pdf_token(generation.to, end);
	return bt_token_number(generation) >= 0 && bt_token_is(*last, "R") ? bt_token_number(n) : -1;
}

/* The end of the value that begins at p. */
static const char *skip_value(const char *p, const char *end)
{
	bt_token last;
	int depth = 0;
	if (reference_at(p, end, &last) >= 0)
		return last.to;
	do {
		bt_token t = bt_pdf_token(p, end);
		depth += bt_token_is(t, "<<") || bt_token_is(t, "[");
		depth -= bt_token_is(t, ">>") || bt_token_is(t, "]");
		p = t.to;
	} while (depth > 0 && p < end);
	return p;
}

const char *bt_pdf_skip(const char *p, const char *end) { return skip_value(p, end); }

/* The entries of the dictionary that *p begins (or goes on with), one a call. */
static bool dict_next(const char **p, const char *end, bt_token *name, bt_token *value)
{
	bt_token t = bt_pdf_token(*p, end);
	if (bt_token_is(t, "<<"))
		t = bt_pdf_token(t.to, end);
	if (t.from >= end || *t.from != '/')
		return false;
	*name = t;
	value->from = skip_space(t.to, end);
	value->to = *p = skip_value(value->from, end);
	return true;
}

bt_token bt_dict_find(bt_token dict, const char *key)
{
	bt_token name, value;
	for (const char *p = dict.from; dict_next(&p, dict.to, &name, &value);)
		if (bt_token_is(name, key))
			return value;
	return (bt_token){dict.to, dict.to};
}
