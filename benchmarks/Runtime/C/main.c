/* The same work with libbpf. `bench FOLDER` answers each line on standard input with nanoseconds; `bench --cold OBJECT` loads once. */
#include "bench.h"
#include <string.h>

static const struct {
    const char *name;
    double (*run)(void);
} tasks[] = {
    {"ring", ring}, {"perf", perf}, {"lookup", lookup}, {"update", update}, {"batch-read", batch_read}, {"batch-write", batch_write}, {"array", array},
};

static const struct {
    const char *name;
    int turns;
} objects[] = {{"Small", 20}, {"Tables", 20}, {"Relocated", 1}};

static double cold(const char *path)
{
    double start = now();
    load(read_image(path));
    return now() - start;
}

int main(int count, char **arguments)
{
    libbpf_set_print(NULL);
    if (count == 3 && strcmp(arguments[1], "--cold") == 0) {
        printf("%.0f\n", cold(arguments[2]));
        return 0;
    }

    char path[4096], line[64];
    struct image images[3];
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s/%s.bpf.o", arguments[1], objects[i].name);
        images[i] = read_image(path);
    }
    snprintf(path, sizeof(path), "%s/Work.bpf.o", arguments[1]);
    open_work(path);
    while (fgets(line, sizeof(line), stdin)) {
        double answer = -1;
        line[strcspn(line, "\n")] = 0;
        for (size_t i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++)
            if (strcmp(line, tasks[i].name) == 0) answer = tasks[i].run();
        for (int i = 0; i < 3; i++)
            if (strcmp(line, objects[i].name) == 0) answer = load_and_close(images[i], objects[i].turns);
        printf("%.3f\n", answer);
        fflush(stdout);
    }
    return 0;
}
