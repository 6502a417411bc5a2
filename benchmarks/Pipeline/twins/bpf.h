/* SPDX-License-Identifier: MIT
 * The little that the C twins of our examples need: types, map definitions in libbpf's convention, helpers by number. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;

#define SEC(name) __attribute__((section(name), used))
#define INLINE static inline __attribute__((always_inline))
#define UINT(name, value) int (*name)[value]
#define TYPE(name, type) type *name

enum { HASH = 1, ARRAY = 2, PERCPU_ARRAY = 6, LPM_TRIE = 11, RINGBUF = 27 };
enum { ANY = 0, NOEXIST = 1, F_NO_PREALLOC = 1 };

static void *(*const map_lookup)(void *map, const void *key) = (void *)1;
static long (*const map_update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*const map_delete)(void *map, const void *key) = (void *)3;
static u64 (*const ktime_get_ns)(void) = (void *)5;
static u64 (*const get_current_pid_tgid)(void) = (void *)14;
static long (*const get_current_comm)(void *buffer, u32 size) = (void *)16;
static long (*const probe_read_user_str)(void *to, u32 size, const void *from) = (void *)114;
static void *(*const ringbuf_reserve)(void *map, u64 size, u64 flags) = (void *)131;
static void (*const ringbuf_submit)(void *record, u64 flags) = (void *)132;

char _license[] SEC("license") = "GPL";
