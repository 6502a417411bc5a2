#include "bench.h"
#include <sys/mman.h>

static struct bpf_object *work;
static struct ring_buffer *ring_buffer;
static struct perf_buffer *perf_buffer;
static volatile uint64_t *cells;
static uint64_t sum;
static long seen;

static int map(const char *name)
{
    int fd = bpf_object__find_map_fd_by_name(work, name);
    demand(fd >= 0, name);
    return fd;
}

static void fill(const char *program, int times)
{
    unsigned char packet[64] = {0};
    LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof(packet), .repeat = times);
    demand(bpf_prog_test_run_opts(bpf_program__fd(bpf_object__find_program_by_name(work, program)), &options) == 0, program);
}

static int take(void *context, void *data, size_t size)
{
    sum += ((struct record *)data)->number;
    seen++;
    return 0;
}

static void take_sample(void *context, int cpu, void *data, __u32 size)
{
    sum += ((struct record *)data)->number;
    seen++;
}

struct bpf_object *open_work(const char *path)
{
    work = load(read_image(path));
    ring_buffer = ring_buffer__new(map("Ring"), take, NULL, NULL);
    perf_buffer = perf_buffer__new(map("Perf"), 64, take_sample, NULL, NULL, NULL);
    cells = mmap(NULL, CELLS * sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, map("Mapped"), 0);
    demand(ring_buffer != NULL && perf_buffer != NULL && cells != MAP_FAILED, "queues");
    for (uint64_t key = 0; key < ELEMENTS; key++)
        demand(bpf_map_update_elem(map("Table"), &key, &key, 0) == 0, "Table");
    return work;
}

double ring(void)
{
    fill("FillRing", FILL);
    seen = 0;
    double start = now();
    ring_buffer__consume(ring_buffer);
    double time = now() - start;
    demand(seen == FILL, "records");
    return time / FILL;
}

double perf(void)
{
    fill("FillPerf", PERF_FILL);
    seen = 0;
    double start = now();
    perf_buffer__consume(perf_buffer);
    double time = now() - start;
    demand(seen == PERF_FILL, "samples");
    return time / PERF_FILL;
}

double lookup(void)
{
    int fd = map("Table");
    uint64_t value;
    double start = now();
    for (uint64_t key = 0; key < ELEMENTS; key++) {
        demand(bpf_map_lookup_elem(fd, &key, &value) == 0, "lookup");
        sum += value;
    }
    return (now() - start) / ELEMENTS;
}

double update(void)
{
    int fd = map("Table");
    double start = now();
    for (uint64_t key = 0; key < ELEMENTS; key++)
        demand(bpf_map_update_elem(fd, &key, &key, 0) == 0, "update");
    return (now() - start) / ELEMENTS;
}

static uint64_t keys[BATCH], values[BATCH];

double batch_write(void)
{
    int fd = map("Thousand");
    for (uint64_t key = 0; key < BATCH; key++)
        keys[key] = values[key] = key;
    double start = now();
    for (int turn = 0; turn < BATCH_TURNS; turn++) {
        __u32 count = BATCH;
        demand(bpf_map_update_batch(fd, keys, values, &count, NULL) == 0 && count == BATCH, "batch write");
    }
    return (now() - start) / BATCH_TURNS / BATCH;
}

double batch_read(void)
{
    int fd = map("Thousand");
    double start = now();
    for (int turn = 0; turn < BATCH_TURNS; turn++) {
        uint64_t cursor;
        __u32 count = BATCH;
        bpf_map_lookup_batch(fd, NULL, &cursor, keys, values, &count, NULL);
        demand(count == BATCH, "batch read");
    }
    return (now() - start) / BATCH_TURNS / BATCH;
}

double array(void)
{
    double start = now();
    for (int turn = 0; turn < CELL_TURNS; turn++)
        for (int cell = 0; cell < CELLS; cell++)
            sum += cells[cell];
    return (now() - start) / CELL_TURNS / CELLS;
}
