# source.awk: reads tests/lint/deps, then C files named folder/file from src; prints one line a violation:
# "rule file:line: what". Comments, strings and character literals are blanked before the code is judged.

function complain(rule, what) { printf "%s src/%s:%d: %s\n", rule, file, FNR, what }

# The line without comments and literals; `comment` lives across lines.
function code_of(line,   out, i, c, two, quote) {
	out = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1); two = substr(line, i, 2)
		if (comment) { if (two == "*/") { comment = 0; i++ } continue }
		if (quote != "") { if (c == "\\") i++; else if (c == quote) { quote = ""; out = out c } continue }
		if (two == "/*") { comment = 1; i++; continue }
		if (two == "//") break
		if (c == "\"" || c == "'") quote = c
		out = out c
	}
	return out
}

function may_use_library(folder, base, library,   only) {
	if (!((folder, library) in libraries)) return 0
	only = libraries[folder, library]
	return only == "" || only == base
}

function check_include(line,   name, other, part) {
	if (match(line, /"[^"]+"/)) {
		name = substr(line, RSTART + 1, RLENGTH - 2)
		other = name; sub(/\/.*/, "", other)
		if (name !~ /\//) { if (!((folder, name) in folders)) complain("include", "\"" name "\" from " folder); return }
		if (other == folder) return
		if (!((folder, other) in folders)) complain("include", folder " may not include " other " (tests/lint/deps)")
		else if (other != "base" && other != "fonts" && name !~ /[.]def$/ && name != "page/canvas.h" && name !~ /^(report\/(record|edition)|job\/(store|swap))[.]h$/ && name != other "/" other ".h") complain("private", "\"" name "\" is private to " other)
		return
	}
	if (!match(line, /<[^>]+>/)) return
	name = substr(line, RSTART + 1, RLENGTH - 2)
	part = name; sub(/[\/.-].*/, "", part)
	if (name ~ standard) return
	if (!may_use_library(folder, base, part)) complain("library", "<" name "> in " folder " (tests/lint/deps)")
}

function check_calls(code,   i, rest, call) {
	for (i = 1; i <= n_banned; i++) {
		rest = code
		if (match(rest, "(^|[^A-Za-z0-9_>.])(" banned[i] ")[ ]*\\(")) {
			call = substr(rest, RSTART, RLENGTH); gsub(/[^A-Za-z0-9_]/, "", call)
			if (allowed[i] == "" || file !~ allowed[i]) complain("call", call " is banned here" (allowed[i] == "" ? "" : ", its door is " allowed[i]))
		}
	}
	if (code ~ /XML_PARSE_(NOENT|DTDLOAD|DTDATTR|XINCLUDE|HUGE)/) complain("call", "this libxml2 option lets a file reach outside")
}

function ban(names, door) { banned[++n_banned] = names; allowed[n_banned] = door }

BEGIN {
	standard = "^(assert|ctype|dirent|dlfcn|errno|fcntl|float|inttypes|limits|math|poll|setjmp|signal|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|strings|unistd)[.]h$|^glib([.]h$|/)"
	ban("fopen|freopen|fdopen|tmpfile|mkstemp|mkdtemp|mkostemp|creat|g_file_set_contents|g_file_set_contents_full|g_mkstemp|g_mkdtemp", "")
	ban("g_dir_make_tmp", "^serve/serve[.]c$") # the preview's own folder
	ban("strtod|strtof|strtold|atof|scanf|sscanf|fscanf|g_strtod", "")
	ban("setlocale|newlocale|uselocale", "")
	ban("sprintf|vsprintf|strcpy|strcat|stpcpy|gets|strtok|alloca|g_alloca|g_newa", "")
	ban("system|popen|execl|execlp|execle|execv|execvp|execve|posix_spawn|g_spawn_[a-z_]+", "")
	ban("time|clock|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|g_get_real_time|g_get_current_time|g_date_time_new_now[a-z_]*|rand|random|srand|g_random_[a-z_]+", "^cli/cmd_site[.]c$")
	ban("printf|puts|putchar|fputs|fputc|fprintf|vprintf|vfprintf|fwrite|perror|g_print|g_printerr|g_message|g_warning", "")
	ban("g_get_monotonic_time|getrandom", "^(job/|serve/answer[.]c)")
	ban("rename|renameat|renameat2|link|linkat|symlink|unlink|unlinkat|rmdir|mkdir|mkdirat|remove|truncate|ftruncate|chmod|fchmod|chown|g_rename|g_unlink|g_remove|g_mkdir|g_mkdir_with_parents", "^(job/(publish|store|swap|swap_tree|tree)|serve/serve)[.]c$")
	ban("fork|vfork|waitpid|kill|raise|signal|sigaction", "^job/")
	ban("openat", "^(job/(publish|store|swap|swap_tree|tree)|base/file)[.]c$")
	ban("open", "^(job/(publish|store|swap|tree|worker|init)|base/file)[.]c$")
	ban("write", "^(job/(worker|swap_tree)|cli/(main|run|cmd_serve|cmd_site))[.]c$")
	ban("mmap", "")
	ban("socket|socketpair", "")
	ban("cairo_pdf_surface_create|cairo_svg_surface_create|cairo_surface_write_to_png|xmlSaveFile|xmlSaveFormatFile", "")
}

FILENAME ~ /deps$/ {
	if ($0 ~ /^#/ || $0 !~ /:/) next
	name = $0; sub(/:.*/, "", name)
	rest = $0; sub(/^[^:]*:/, "", rest)
	split(rest, halves, "|")
	n = split(halves[1], words, " ")
	for (i = 1; i <= n; i++) folders[name, words[i]] = 1
	gsub(/[(]/, " (", halves[2])
	n = split(halves[2], words, " ")
	for (i = 1; i <= n; i++) {
		if (words[i] ~ /^[(]/) { only = words[i]; sub(/^[(]/, "", only); libraries[name, last] = only }
		else if (words[i] !~ /[)]$/) { last = words[i]; libraries[name, last] = "" }
	}
	next
}

FNR == 1 {
	if (file != "" && lines > 800) printf "length src/%s:%d: more than 800 lines\n", file, lines
	file = FILENAME; sub(/^.*src\//, "", file)
	folder = file; sub(/\/.*/, "", folder)
	base = file; sub(/^.*\//, "", base)
	comment = 0; start = 0; in_switch = 0
	if ($0 !~ /^\/[*]/) complain("head", "the file does not begin with what it knows")
}

{
	lines = FNR
	if ($0 ~ /(TODO|FIXME)/) complain("leftover", "unfinished work")
	if ($0 ~ /[ \t]$/) complain("blank", "white space at the end of the line")
	if (!comment && $0 ~ /^[ \t]*#[ \t]*include/ && folder != file) { check_include($0); next }
	code = code_of($0)
	if (file ~ /[.]def$/) next
	if (code ~ /[^ -~\t]/) complain("ascii", "a letter outside ASCII in code")
	if (code !~ /^[ \t]*#/) check_calls(code)
	if (code ~ /(^|[^a-z_])switch[ ]*[(]/) in_switch = 0
	if (code ~ /(^|[ \t])case BT_/) in_switch = 1
	if (code ~ /(^|[ \t])default[ ]*:/ && in_switch) complain("default", "an enum's switch names every value")
	if ($0 == "{") start = FNR
	if ($0 == "}" && start) { if (FNR - start - 1 > 80) complain("function", (FNR - start - 1) " lines in a function, at most 80"); start = 0 }
}

END { if (lines > 800) printf "length src/%s:%d: more than 800 lines\n", file, lines }
