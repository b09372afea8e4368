/* Makes the n-th call of one kind on our temporary files, or on the folder they lie in, fail:
   CALL=write|fsync|close|link, AT=n, ERRNO=code, FOLDER=its real path.
   NAMED=text acts on files with that in their names instead. UNTIL names a file: all calls from the n-th
   on fail until it exists.
   DONE names a file that exists once it failed. LOG names one that gets a line for each fsync of a file.
   SHORT=1 makes every write return after one third of what was asked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int count;

static int is_at(int fd, int folder_too) {
    char link[64], path[4096];
    const char *folder = getenv("FOLDER");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    const char *named = getenv("NAMED");
    return strstr(path, named ? named : ".part") != NULL || (folder_too && folder && !strcmp(path, folder));
}

static void note(const char *name, const char *line) {
    const char *path = getenv(name);
    FILE *file = path ? fopen(path, "a") : NULL;
    if (!file) return;
    fputs(line, file);
    fclose(file);
}

static int fails(const char *call) {
    const char *wanted = getenv("CALL");
    if (!wanted || strcmp(wanted, call)) return 0;
    const char *until = getenv("UNTIL");
    int at = atoi(getenv("AT"));
    count++;
    if (until ? count < at || access(until, F_OK) == 0 : count != at) return 0;
    note("DONE", call);
    errno = atoi(getenv("ERRNO"));
    return 1;
}

ssize_t write(int fd, const void *data, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (is_at(fd, 0)) {
        if (fails("write")) return -1;
        if (getenv("SHORT") && size > 3) size /= 3;
    }
    return real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    if (is_at(fd, 0)) {
        if (fails("write")) return -1;
        if (getenv("SHORT") && size > 3) size /= 3;
    }
    return real(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    return pwrite64(fd, data, size, at);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    if (is_at(fd, 0)) note("LOG", "fsync\n");
    if (is_at(fd, 1) && fails("fsync")) return -1;
    return real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    if (is_at(fd, 0) && fails("fsync")) return -1;
    return real(fd);
}

int close(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "close");
    if (is_at(fd, 1) && fails("close")) {
        int code = errno;
        real(fd);
        errno = code;
        return -1;
    }
    return real(fd);
}

int linkat(int a, const char *from, int b, const char *to, int flags) {
    int (*real)(int, const char *, int, const char *, int) = dlsym(RTLD_NEXT, "linkat");
    if (fails("link")) return -1;
    return real(a, from, b, to, flags);
}
int link(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "link");
    if (fails("link")) return -1;
    return real(from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    int (*real)(int, const char *, int, const char *, unsigned) = dlsym(RTLD_NEXT, "renameat2");
    if (getenv("NO_RENAMEAT2")) {
        errno = ENOSYS;
        return -1;
    }
    return real(a, from, b, to, flags);
}
