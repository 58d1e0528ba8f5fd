/* Records, in order, what a process does to the files of one folder; or kills it at one of them.
 *
 * For LD_PRELOAD; it does nothing before recorder_begin(folder, log, kill_after): the folder
 * (absolute, without links), the file to write the record to (NULL: none), and the number of the
 * step at whose beginning the process is killed by SIGKILL (0: never).
 *
 * A record is: kind (1 byte), file number (4), place (8), length (4), then that many bytes; numbers
 * in the machine's order. The kinds, with what the bytes are:
 *   O  a file was opened (its path); place: 1 it was made, 2 it was emptied, 3 both
 *   W  bytes were written at place        T  the file was cut to the length in place
 *   S  the file was synced                D  a folder was synced (its path)
 *   R  renamed (old, NUL, new)            L  linked (the same)
 *   U  unlinked (path)                    M  a folder was made (path)
 *   ?  something that is not recorded (what): whoever replays must refuse
 * Paths are relative to the folder; files whose names end in "-shm" are left out, since SQLite makes
 * them anew. Syncs are recorded, not done: what survives is for the replay to say.
 *
 * One lock is held over each call and its record, so that the order is the one in which the calls
 * took effect. For 64-bit Linux, and for one process with its threads: one that forks has each child
 * begin a record of its own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FDS = 4096, MOST_FILES = 4096, LONGEST = 512 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[LONGEST];
static size_t folder_length;
static int log_fd = -1;
static long kill_in;

/* By descriptor: the number of its file (0: not ours), or the path of its folder. */
static uint32_t file_of[MOST_FDS];
static char *folder_of[MOST_FDS];
/* By number: which file that is on this disk. */
static ino_t inode_of[MOST_FILES];
static uint32_t files;

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void recorder_begin(const char *where, const char *log, long kill_after) {
  if (strlen(where) >= LONGEST - 1) abort();
  strcpy(folder, where);
  folder_length = strlen(folder);
  kill_in = kill_after;
  if (!log) return;
  log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (log_fd < 0) abort();
}

/* Return the path within the folder ("" for itself), NULL for one that is not ours. */
static const char *within(const char *path) {
  if (!folder_length || !path || strncmp(path, folder, folder_length)) return NULL;
  path += folder_length;
  if (*path == '/') path++;
  else if (*path) return NULL;
  size_t length = strlen(path);
  return length >= 4 && !strcmp(path + length - 4, "-shm") ? NULL : path;
}

/* To be called before a step is done: the n-th one never is. */
static void count_down(void) {
  if (kill_in > 0 && --kill_in == 0) kill(getpid(), SIGKILL);
}

static void record(char kind, uint32_t file, uint64_t place, const void *bytes, size_t length) {
  if (log_fd < 0) return;
  unsigned char head[17];
  uint32_t told = length;
  head[0] = kind;
  memcpy(head + 1, &file, 4);
  memcpy(head + 5, &place, 8);
  memcpy(head + 13, &told, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  int kept = errno;
  if (syscall(SYS_writev, log_fd, parts, 2) != (ssize_t)(sizeof head + length)) abort();
  errno = kept;
}

static void record_unknown(const char *what) { record('?', 0, 0, what, strlen(what)); }

static void record_two(char kind, const char *old, const char *new) {
  char both[2 * LONGEST];
  int length = snprintf(both, sizeof both, "%s%c%s", old ? old : "", 0, new ? new : "");
  if (!old || !new) record_unknown("a name that came from, or went to, another folder");
  else record(kind, 0, 0, both, length);
}

static uint32_t number_of(int fd, int made) {
  struct stat found;
  if (fstat(fd, &found)) abort();
  if (!made)
    for (uint32_t each = files; each > 0; each--)
      if (inode_of[each] == found.st_ino) return each;
  if (files + 1 >= MOST_FILES) abort();
  inode_of[++files] = found.st_ino;
  return files;
}

static int ours(int fd) { return fd >= 0 && fd < MOST_FDS && file_of[fd]; }

static void opened(int fd, const char *path, int flags, int made) {
  struct stat found;
  if (fd >= MOST_FDS || fstat(fd, &found)) abort();
  if (S_ISDIR(found.st_mode)) {
    free(folder_of[fd]);
    folder_of[fd] = strdup(path);
  } else if (S_ISREG(found.st_mode)) {
    file_of[fd] = number_of(fd, made);
    record('O', file_of[fd], (made ? 1 : 0) | (flags & O_TRUNC ? 2 : 0), path, strlen(path));
  }
}

static int do_open(const char *path, int flags, mode_t mode) {
  const char *inside = within(path);
  if (!inside) return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  pthread_mutex_lock(&lock);
  int absent = (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  if (absent || (flags & O_TRUNC)) count_down();
  int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  if (fd >= 0) opened(fd, inside, flags, absent);
  pthread_mutex_unlock(&lock);
  return fd;
}

#define WITH_MODE(name, ...) \
  int name(__VA_ARGS__, int flags, ...) { \
    mode_t mode = 0; \
    if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    }

WITH_MODE(open, const char *path) return do_open(path, flags, mode); }
WITH_MODE(open64, const char *path) return do_open(path, flags, mode); }
WITH_MODE(openat, int at, const char *path)
  if (path[0] == '/' || at == AT_FDCWD) return do_open(path, flags, mode);
  return syscall(SYS_openat, at, path, flags, mode);
}
WITH_MODE(openat64, int at, const char *path) return openat(at, path, flags, mode); }

int close(int fd) {
  pthread_mutex_lock(&lock);
  if (fd >= 0 && fd < MOST_FDS) {
    file_of[fd] = 0;
    free(folder_of[fd]);
    folder_of[fd] = NULL;
  }
  int told = syscall(SYS_close, fd);
  pthread_mutex_unlock(&lock);
  return told;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t place) {
  if (!ours(fd)) return syscall(SYS_pwrite64, fd, bytes, length, place);
  pthread_mutex_lock(&lock);
  count_down();
  ssize_t written = syscall(SYS_pwrite64, fd, bytes, length, place);
  if (written > 0) record('W', file_of[fd], place, bytes, written);
  pthread_mutex_unlock(&lock);
  return written;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t place) {
  return pwrite64(fd, bytes, length, place);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (!ours(fd)) return syscall(SYS_write, fd, bytes, length);
  pthread_mutex_lock(&lock);
  count_down();
  ssize_t written = syscall(SYS_write, fd, bytes, length);
  if (written > 0) {
    off_t end = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    record('W', file_of[fd], end - written, bytes, written);
  }
  pthread_mutex_unlock(&lock);
  return written;
}

int ftruncate64(int fd, off64_t length) {
  if (!ours(fd)) return syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&lock);
  count_down();
  int told = syscall(SYS_ftruncate, fd, length);
  if (!told) record('T', file_of[fd], length, "", 0);
  pthread_mutex_unlock(&lock);
  return told;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, long number) {
  if (fd < 0 || fd >= MOST_FDS || !(file_of[fd] || folder_of[fd])) return syscall(number, fd);
  pthread_mutex_lock(&lock);
  count_down();
  if (file_of[fd]) record('S', file_of[fd], 0, "", 0);
  else record('D', 0, 0, folder_of[fd], strlen(folder_of[fd]));
  pthread_mutex_unlock(&lock);
  return 0;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int two_names(char kind, long number, const char *old, const char *new) {
  const char *from = within(old), *to = within(new);
  if (!from && !to) return syscall(number, AT_FDCWD, old, AT_FDCWD, new, 0);
  pthread_mutex_lock(&lock);
  count_down();
  int told = syscall(number, AT_FDCWD, old, AT_FDCWD, new, 0);
  if (!told) record_two(kind, from, to);
  pthread_mutex_unlock(&lock);
  return told;
}
int rename(const char *old, const char *new) { return two_names('R', SYS_renameat2, old, new); }
int link(const char *old, const char *new) { return two_names('L', SYS_linkat, old, new); }
int linkat(int at, const char *old, int at_new, const char *new, int flags) {
  if (at == AT_FDCWD && at_new == AT_FDCWD) return link(old, new);
  return syscall(SYS_linkat, at, old, at_new, new, flags);
}

static int one_name(char kind, long number, const char *path, mode_t last) {
  const char *inside = within(path);
  if (!inside) return syscall(number, AT_FDCWD, path, last);
  pthread_mutex_lock(&lock);
  count_down();
  int told = syscall(number, AT_FDCWD, path, last);
  if (!told) record(kind, 0, 0, inside, strlen(inside));
  pthread_mutex_unlock(&lock);
  return told;
}
int unlink(const char *path) { return one_name('U', SYS_unlinkat, path, 0); }
int mkdir(const char *path, mode_t mode) { return one_name('M', SYS_mkdirat, path, mode); }

/* Ways to change a file that nobody here uses: said aloud, should that change. */
#define REFUSED(result, name, fd, arguments, values) \
  result name arguments { \
    REAL(name); \
    if (ours(fd)) record_unknown(#name); \
    return real values; \
  }
REFUSED(ssize_t, writev, fd, (int fd, const struct iovec *parts, int count), (fd, parts, count))
REFUSED(ssize_t, pwritev, fd, (int fd, const struct iovec *parts, int count, off_t place),
        (fd, parts, count, place))
REFUSED(int, fallocate, fd, (int fd, int mode, off_t place, off_t length),
        (fd, mode, place, length))
REFUSED(int, posix_fallocate, fd, (int fd, off_t place, off_t length), (fd, place, length))
REFUSED(ssize_t, copy_file_range, to,
        (int from, off64_t *at, int to, off64_t *place, size_t length, unsigned flags),
        (from, at, to, place, length, flags))

static void mapped(int fd, int protection, int flags) {
  if (ours(fd) && (protection & PROT_WRITE) && (flags & MAP_SHARED)) record_unknown("mmap");
}
void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t place) {
  mapped(fd, protection, flags);
  return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, place);
}
void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t place) {
  mapped(fd, protection, flags);
  return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, place);
}
