/* What the parts of the C side share. */
#ifndef BENCH_H
#define BENCH_H

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FILL = 16384, PERF_FILL = 2048, ELEMENTS = 10000, BATCH = 1000, BATCH_TURNS = 20, CELLS = 4096, CELL_TURNS = 50 };

struct record {
    uint64_t number, rest[7];
};

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static inline void demand(int holds, const char *what)
{
    if (holds) return;
    perror(what);
    exit(1);
}

/* A file in memory. */
struct image {
    void *bytes;
    size_t length;
};

struct image read_image(const char *path);
struct bpf_object *load(struct image image);
double load_and_close(struct image image, int turns);

/* Each returns nanoseconds a unit: a record, an element, a cell. */
struct bpf_object *open_work(const char *path);
double ring(void), perf(void), lookup(void), update(void), batch_read(void), batch_write(void), array(void);

#endif
