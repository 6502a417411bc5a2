#include "bench.h"

struct image read_image(const char *path)
{
    struct image image = {0};
    FILE *file = fopen(path, "rb");
    demand(file != NULL, path);
    fseek(file, 0, SEEK_END);
    image.length = ftell(file);
    rewind(file);
    image.bytes = malloc(image.length);
    demand(fread(image.bytes, 1, image.length, file) == image.length, path);
    fclose(file);
    return image;
}

struct bpf_object *load(struct image image)
{
    struct bpf_object *object = bpf_object__open_mem(image.bytes, image.length, NULL);
    demand(object != NULL && bpf_object__load(object) == 0, "load");
    return object;
}

double load_and_close(struct image image, int turns)
{
    double start = now();
    for (int turn = 0; turn < turns; turn++)
        bpf_object__close(load(image));
    return (now() - start) / turns;
}
