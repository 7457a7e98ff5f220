/*
 * Runs `clickhouse local` out of libchdb, so that a real ClickHouse server can be started from the npm package alone.
 *
 *   clickhouse-host <path of libchdb.so> <pid of the parent> <argument of clickhouse local>...
 *
 * This is a separate program, because ClickHouse checks how much stack is left and therefore needs a thread that the
 * system made, and because the process whose chDB is under test cannot hold a second ClickHouse.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: clickhouse-host <libchdb.so> <parent pid> <argument>...\n");
    return 2;
  }

  /* No server outlives its tests, however they end. The parent may have ended before this line. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != (pid_t)atol(argv[2])) return 1;

  void *library = dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL);
  void *(*run)(int, char **) = library ? (void *(*)(int, char **))dlsym(library, "chdb_query_cmdline") : NULL;
  if (run == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }

  /* The arguments for ClickHouse follow; like every command line, they begin with a program's name. */
  argv[2] = "clickhouse";
  run(argc - 2, argv + 2);

  /* The query never ends by itself: a return means that it failed, and ClickHouse has printed why. */
  return 1;
}
